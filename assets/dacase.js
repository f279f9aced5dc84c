/* Starts the behaviour of the page, and of every part that arrives later. Pages work without it.
 *
 * start(addresses): { govuk, moj, call, keys, capture, steps, leave } are the addresses of two libraries, of the two
 * parts of the page of a call, of the questions of an assessment, and of the way out of a page at once. All but the
 * first are fetched only by a page that has a part of theirs, since most have none.
 */
export function start(addresses) {
  enhance(document, addresses)
  startCallPage(addresses)
  startCapturePage(addresses)
  startLinkKeys()
  addEventListener("pagehide", hide)
  addEventListener("pageshow", askAnew)
  addEventListener("focus", takeToken)
  document.addEventListener("submit", takeToken, true)
  document.addEventListener("submit", holdBack)
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
  startCall(form, takeToken)
  startKeys(form, document.getElementById("known"))
}

async function startCapturePage(addresses) {
  const way = document.getElementById("leave")
  if (!way) return
  const form = document.querySelector("form[data-keeps]")
  const [{ startLeaving }, capture, steps] = await Promise.all(
    [addresses.leave, ...(form ? [addresses.capture, addresses.steps] : [])].map((address) => import(address))
  )
  steps?.startSteps(form)
  startLeaving(way, form ? capture.startCapture(form, takeToken) : () => {})
}

/* A page that the browser brings back from its memory is asked for anew: whoever left since sees nothing of it, not even
 * for the first frame, since it went into that memory with nothing in sight. */
function hide(event) {
  if (event.persisted) document.body.style.display = "none"
}

function askAnew(event) {
  if (!event.persisted) return
  document.body.replaceChildren()
  location.reload()
}

/* Whoever signs in again in another tab has a new token there: what this page sends from then on goes with it. */
function takeToken() {
  const token = document.cookie.match(/(?:^|; )csrftoken=(\w+)/)?.[1]
  if (!token) return
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = token
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }))
}

/* A form that is sent without a connection would be lost with its page, and what was typed with it: it stays, and says so. */
function holdBack(event) {
  document.getElementById("not-sent")?.remove()
  if (navigator.onLine || event.defaultPrevented) return
  event.preventDefault()
  const words = "No connection. Nothing was sent, and what you typed stays on this page. Press again when it is back."
  const note = Object.assign(document.createElement("p"), { id: "not-sent", className: "govuk-error-message", textContent: words })
  note.setAttribute("role", "alert")
  const pressed = event.submitter || event.target.lastElementChild
  ;(pressed.closest(".govuk-button-group") || pressed).before(note)
}

/* A link with data-key is followed by Alt and its letter, as the parts of a call are reached on their page. */
function startLinkKeys() {
  const links = [...document.querySelectorAll("a[data-key]")]
  for (const link of links) link.setAttribute("aria-keyshortcuts", `Alt+${link.dataset.key}`)
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.getModifierState("AltGraph")) return
    const link = links.find((each) => event.code === `Key${each.dataset.key}`)
    if (!link) return
    event.preventDefault()
    link.click()
  })
}
