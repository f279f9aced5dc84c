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
  addEventListener("blur", () => (away = true))
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

/* A form that is sent without a connection, or by somebody who is signed out by now, would be lost with its page, and
 * what was typed with it: it stays, and says so. Nobody is signed out while they are on a page, unless it stands open for
 * long: only then, or after they were elsewhere, is the server asked first. */
const STAYS = "Nothing was sent, and what you typed stays on this page."
const NO_CONNECTION = `No connection. ${STAYS} Press again when it is back.`
const SIGNED_OUT = `You are signed out. ${STAYS} Sign in again in a new tab, come back here, and press again.`
const LONG = 10 * 60 * 1000
let away = false
let seen = Date.now()

function holdBack(event) {
  document.getElementById("not-sent")?.remove()
  if (event.defaultPrevented) return
  const { target, submitter } = event
  if (!navigator.onLine) say(target, submitter, NO_CONNECTION)
  else if (mayBeLost(target)) askFirst(target, submitter)
  else return
  event.preventDefault()
}

/* Whether a form may be sent by somebody who is signed out, and keeps nothing of what was typed by itself. */
function mayBeLost(form) {
  const kept = form.dataset.saves || form.dataset.keeps || form.method !== "post" || !form.closest("main")
  return !kept && document.querySelector("[data-signed-in]") && (away || Date.now() - seen > LONG)
}

async function askFirst(form, pressed) {
  const answer = await fetch("/counts/", { redirect: "manual", cache: "no-store" }).catch(() => null)
  if (!answer) return say(form, pressed, NO_CONNECTION)
  if (answer.type === "opaqueredirect") return say(form, pressed, SIGNED_OUT)
  away = false
  seen = Date.now()
  form.requestSubmit(pressed)
}

function say(form, submitter, words) {
  const note = Object.assign(document.createElement("p"), { id: "not-sent", className: "govuk-error-message", textContent: words })
  note.setAttribute("role", "alert")
  const pressed = submitter || form.lastElementChild
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
