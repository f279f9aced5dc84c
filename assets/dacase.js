/* Starts the behaviour of the page, and of every part that arrives later. Pages work without it.
 *
 * start(addresses): { govuk, moj } are the addresses of the two libraries. The second is fetched only by a page
 * that has a part of its own, since most have none.
 */
export function start(addresses) {
  enhance(document, addresses)
  document.addEventListener("htmx:afterSettle", (event) => enhance(event.detail.elt, addresses))
}

async function enhance(scope, addresses) {
  const govuk = await import(addresses.govuk)
  govuk.initAll({ scope })
  if (scope.querySelector("[data-module^='moj-']")) {
    const moj = await import(addresses.moj)
    moj.initAll(scope)
  }
}
