/* The page of a call without a mouse: Alt and the letter in data-key leads to a part, Alt and a number chooses a match.
 *
 * Nothing here is the only way: each part is reached by Tab, and each button can be pressed.
 */
const CONTROLS = "input:not([type=hidden]), select, textarea, button, summary, [tabindex]"
const ASK_AFTER = 400

export function startKeys(form, known) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.getModifierState("AltGraph")) return
    if (pressed(event)) event.preventDefault()
  })

  function pressed(event) {
    const saves = event.key === "Enter" && (event.ctrlKey || event.altKey)
    if (saves) return press(form.querySelector("[data-saves-call]"))
    if (event.ctrlKey || event.metaKey) return false
    if (event.altKey) return event.code.startsWith("Digit") ? choose(event.code.slice(5)) : lead(event.code.slice(3))
    if (event.key === "?" && !typing(event.target)) return lead("H")
    return walk(event)
  }

  const typing = (target) => target.matches("textarea, select, input:not([type=radio], [type=checkbox])")
  const rowOf = (element) => element.closest(".dacase-person")
  const matchesIn = (row) => (row ? [...row.querySelectorAll("[name=choose]")] : [])
  const shown = (element) => element.getClientRects().length > 0
  const first = (scope) => [...scope.querySelectorAll(CONTROLS)].find((each) => shown(each) && !each.disabled)

  function press(button) {
    if (!button) return false
    button.click()
    return true
  }

  function lead(letter) {
    const part = document.querySelector(`[data-key="${CSS.escape(letter)}"]`)
    if (!part) return false
    const control = part.matches(CONTROLS) ? part : first(part)
    if (!control) return false
    if (part.matches("details")) part.open = !part.open
    if (control.matches("[type=checkbox], button")) control.click()
    control.focus()
    return true
  }

  function choose(number) {
    const own = matchesIn(rowOf(document.activeElement))
    const rows = own.length ? own : matchesIn([...form.querySelectorAll(".dacase-person")].find((row) => matchesIn(row).length))
    return press(rows[number - 1])
  }

  function walk(event) {
    const row = rowOf(event.target)
    const matches = matchesIn(row)
    const place = matches.indexOf(event.target)
    if (place < 0) {
      const opens = event.key === "ArrowDown" && event.target.matches("input") && matches.length
      if (opens) matches[0].focus()
      return opens
    }
    if (event.key === "Escape") first(row).focus()
    else if (event.key === "ArrowDown") matches[Math.min(place + 1, matches.length - 1)].focus()
    else if (event.key === "ArrowUp") (matches[place - 1] || first(row)).focus()
    else return false
    return true
  }

  // What is known is asked again when the call says something new, and its summary is read out when it changes.
  const status = document.getElementById("known-status")
  let asking = null
  const ask = () => {
    clearTimeout(asking)
    asking = setTimeout(() => known.dispatchEvent(new CustomEvent("ask")), ASK_AFTER)
  }
  form.addEventListener("input", (event) => event.target.name !== "what" && ask())
  form.addEventListener("change", ask)

  document.addEventListener("htmx:afterSettle", (event) => {
    const settled = event.detail.elt
    if (settled === known || known.contains(settled)) tell()
    if (settled.matches(".dacase-person")) moveOn(settled)
  })

  function tell() {
    const words = known.querySelector("[data-summary]")?.textContent || ""
    if (status.textContent !== words) status.textContent = words
  }

  // One more row arrives without leaving the page.
  const more = form.querySelector("[data-more]")
  more.addEventListener("click", (event) => {
    event.preventDefault()
    const place = form.elements.namedItem("people-TOTAL_FORMS").value
    const address = more.dataset.more.replace("/0/", `/${place}/`)
    htmx.ajax("POST", address, { source: more, target: "#people", swap: "beforeend", values: { more: 1 } })
  })

  function moveOn(row) {
    form.dispatchEvent(new Event("change"))
    const chosen = row.querySelector("[name=free]")
    const next = chosen ? row.nextElementSibling : row
    const control = next && first(next)
    if (control) control.focus()
  }

  for (const part of document.querySelectorAll("[data-key]")) {
    const control = part.matches(CONTROLS) ? part : first(part)
    if (control) control.setAttribute("aria-keyshortcuts", `Alt+${part.dataset.key}`)
  }
  if (document.activeElement === document.body) lead("A")
}
