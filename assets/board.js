/* The live board: keys to walk through it, and the word that it may be out of date.
 *
 * htmx asks for the rows. An answer without the board's own header (a page to sign in, a failure) is never shown in
 * its place; after a few seconds without a good one the page says so, and when it last had one.
 */
const STALE_AFTER = 5000
const board = document.getElementById("board")
const stale = document.getElementById("board-stale")
const heard = document.getElementById("board-heard")
let last = new Date()

const answered = (request) => request && request.status >= 200 && request.status < 300 && request.getResponseHeader("X-Board")

board.addEventListener("htmx:beforeSwap", (event) => {
  if (!answered(event.detail.xhr)) event.detail.shouldSwap = false
})
board.addEventListener("htmx:afterRequest", (event) => {
  if (answered(event.detail.xhr)) last = new Date()
})
setInterval(() => {
  const silent = new Date() - last > STALE_AFTER
  if (stale.hidden === silent) {
    heard.textContent = last.toLocaleTimeString("en-GB", { timeZone: "Europe/London" })
    stale.hidden = !silent
  }
}, 500)

const rows = () => [...board.querySelectorAll("[data-board-row]")]
const here = () => rows().findIndex((row) => row.contains(document.activeElement))

/* Where a walk starts: at the row one comes back to (its link is in the address), else at the first or the last. */
const start = (found, step) => {
  const back = found.findIndex((row) => `#${row.querySelector("[data-board-look]").id}` === location.hash)
  return back >= 0 ? back : step > 0 ? 0 : found.length - 1
}

const go = (step) => {
  const found = rows()
  const place = here() < 0 ? start(found, step) : here() + step
  found[Math.min(Math.max(place, 0), found.length - 1)]?.querySelector("[data-board-look]").focus()
}

const follow = (name) => rows()[Math.max(here(), 0)]?.querySelector(`[data-board-${name}]`)?.click()

const turn = (way) => document.getElementById(`page-${way}`)?.click()

const keys = {
  j: () => go(1),
  k: () => go(-1),
  a: () => follow("acknowledge"),
  u: () => follow("send"),
  n: () => turn("after"),
  p: () => turn("before"),
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]")
  if (typing || event.ctrlKey || event.altKey || event.metaKey || !keys[event.key]) return
  event.preventDefault()
  keys[event.key]()
})
