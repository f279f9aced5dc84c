/* Starts the behaviour of the page, and of every part that arrives later. Pages work without it.
 *
 * start(addresses): { govuk, moj, call, keys } are the addresses of two libraries and of the two parts of the page of a
 * call. All but the first are fetched only by a page that has a part of theirs, since most have none.
 */
export function start(addresses) {
  enhance(document, addresses)
  startCallPage(addresses)
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

async function startCallPage(addresses) {
  const form = document.querySelector("form[data-saves]")
  if (!form) return
  const [{ startCall }, { startKeys }] = await Promise.all([import(addresses.call), import(addresses.keys)])
  startCall(form)
  startKeys(form, document.getElementById("known"))
}
