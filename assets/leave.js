/* Leave at once: nothing of the case stays on the screen, in the address or on the device, and nobody is signed in.
 *
 * The button and Escape twice do the same. The cookie says so to the server at the next page that is asked for: also by
 * the browser's Back, and also where there is no connection now. `before()` sends what waits and forgets it, within a
 * bounded time, while the page is empty already; a second cookie of so long says that it does, so that a page of another
 * tab is refused and yet does not end what is sent. Without this file the button signs out and shows the bare page.
 */
const HOURS = 12
const SENDING = 10
const TWICE = 1500

export function startLeaving(form, before) {
  let pressed = 0
  let gone = false

  async function leave(event) {
    event.preventDefault()
    if (gone) return
    gone = true
    keep("left", HOURS * 3600)
    keep("leaving", SENDING)
    const forgotten = before()
    document.title = "Closed"
    document.body.replaceChildren(Object.assign(document.createElement("p"), { textContent: "This page is closed." }))
    history.replaceState(null, "", form.action)
    await forgotten
    keep("leaving", 0)
    const go = () => location.replace(form.action)
    if (navigator.onLine) go()
    else addEventListener("online", go)
  }

  const secure = location.protocol === "https:" ? "; Secure" : ""
  const keep = (name, seconds) => (document.cookie = `${name}=1; Path=/; SameSite=Strict; Max-Age=${seconds}${secure}`)

  form.addEventListener("submit", leave)
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return
    if (pressed && event.timeStamp - pressed < TWICE) leave(event)
    pressed = event.timeStamp
  })
  document.querySelector("[data-keys]").hidden = false
}
