/* Leave at once: nothing of the case stays on the screen, in the address or on the device, and nobody is signed in.
 *
 * The button and Escape twice do the same. The cookie says so to the server at the next page that is asked for: also by
 * the browser's Back, and also where there is no connection now. `before()` sends what waits and forgets it, within a
 * bounded time, while the page is empty already. Without this file the button signs out and shows the bare page.
 */
const HOURS = 12
const TWICE = 1500

export function startLeaving(form, before) {
  let pressed = 0
  let gone = false

  async function leave(event) {
    event.preventDefault()
    if (gone) return
    gone = true
    const secure = location.protocol === "https:" ? "; Secure" : ""
    document.cookie = `left=1; Path=/; SameSite=Strict; Max-Age=${HOURS * 3600}${secure}`
    const forgotten = before()
    document.title = "Closed"
    document.body.replaceChildren(Object.assign(document.createElement("p"), { textContent: "This page is closed." }))
    history.replaceState(null, "", form.action)
    await forgotten
    const go = () => location.replace(form.action)
    if (navigator.onLine) go()
    else addEventListener("online", go)
  }

  form.addEventListener("submit", leave)
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return
    if (pressed && event.timeStamp - pressed < TWICE) leave(event)
    pressed = event.timeStamp
  })
  document.querySelector("[data-keys]").hidden = false
}
