/* One question a screen, or all on one page: the same inputs, shown in parts. A link to a part leads to its screen. */
export function startSteps(form) {
  const bar = document.getElementById("capture-steps")
  const mode = document.getElementById("capture-mode")
  const steps = () => [...form.querySelectorAll("[data-step]")].filter(
    (part) => !part.closest("details.dacase-further:not([open])")
  )
  let place = 0

  function show() {
    const all = steps()
    place = Math.max(0, Math.min(place, all.length - 1))
    form.querySelectorAll("[data-step]").forEach((part) => part.classList.toggle("dacase-current", part === all[place]))
    bar.querySelector("[data-back]").disabled = place === 0
    bar.querySelector("[data-next]").disabled = place === all.length - 1
    bar.querySelector("[data-place]").textContent = `${place + 1} of ${all.length}`
  }

  function go(by) {
    place += by
    show()
    const part = steps()[place]
    const first = part.querySelector("input, textarea, select")
    part.scrollIntoView()
    if (first) first.focus({ preventScroll: true })
  }

  bar.querySelector("[data-back]").addEventListener("click", () => go(-1))
  bar.querySelector("[data-next]").addEventListener("click", () => go(1))
  mode.hidden = false
  mode.addEventListener("click", () => {
    const one = form.classList.toggle("dacase-one")
    mode.textContent = one ? "All on one page" : "One question a screen"
    bar.hidden = !one
    const unanswered = steps().findIndex((part) => part.dataset.question && !part.querySelector("input:checked"))
    place = Math.max(0, unanswered)
    show()
    if (one) steps()[place].scrollIntoView()
  })
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]')
    const part = link && document.getElementById(link.hash.slice(1))?.closest("[data-step]")
    if (!part || !form.contains(part)) return
    const further = part.closest("details.dacase-further")
    if (further) further.open = true
    place = steps().indexOf(part)
    if (form.classList.contains("dacase-one")) show()
  })
  form.addEventListener("change", () => form.classList.contains("dacase-one") && show())
}
