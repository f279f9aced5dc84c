/* The page of a call: what is typed is kept on the server each second, and put together with what others type.
 *
 * The page works without it: its buttons keep the draft as well.
 */
const EVERY = 1000
const PATIENCE = 10000

export function startCall(form, takeToken) {
  const state = document.getElementById("draft-state")
  const told = document.getElementById("draft-told")
  const base = form.elements.namedItem("draft_base")
  let timer = null
  let busy = false
  let again = false
  let wait = EVERY
  let savedAt = ""

  const say = (words, trouble) => {
    state.textContent = words
    state.classList.toggle("govuk-error-message", trouble)
    if (trouble) state.setAttribute("role", "alert")
    else state.removeAttribute("role")
  }

  const later = (delay) => {
    if (timer === null) timer = setTimeout(save, delay)
  }

  async function save() {
    timer = null
    if (busy) {
      again = true
      return
    }
    busy = true
    again = false
    takeToken()
    const sent = new FormData(form)
    try {
      await take(await send(sent), sent)
      wait = EVERY
    } catch (error) {
      say(error.told || `Not saved${savedAt ? ` since ${savedAt}` : ""}: no answer. Keep typing; it is tried again.`, true)
      wait = Math.min(wait * 2, PATIENCE)
      again = !error.final
    }
    busy = false
    if (again) later(wait)
  }

  async function send(body) {
    const answer = await fetch(form.dataset.saves, {
      method: "POST",
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
      headers: { "X-CSRFToken": body.get("csrfmiddlewaretoken") }
    })
    if (answer.type === "opaqueredirect" || answer.status === 403)
      throw failure("You are signed out. Sign in again in a new tab: what you typed stays here and is saved then.")
    if (answer.status === 404) throw failure("This draft is no longer open to you. Copy what you typed.", true)
    if (answer.status !== 200 && answer.status !== 409) throw new Error(answer.status)
    return answer.json()
  }

  function failure(words, final = false) {
    return Object.assign(new Error(words), { told: words, final })
  }

  async function take(answer, sent) {
    if (answer.refused) throw failure(answer.refused, true)
    const before = JSON.parse(base.value || "{}")
    for (const [name, values] of Object.entries(answer.changes)) {
      if (same(valuesOf(new FormData(form), name), valuesOf(sent, name))) write(name, values)
      else answer.base[name] = before[name] || []
    }
    base.value = JSON.stringify(answer.base)
    told.innerHTML = answer.html
    savedAt = answer.saved_at
    say(`Saved ${savedAt}`, false)
    form.dataset.saves = answer.saves
    form.action = answer.draft
    if (location.pathname !== answer.draft) history.replaceState(null, "", answer.draft)
  }

  const valuesOf = (data, name) => data.getAll(name).filter((value) => value !== "")
  const same = (one, other) => one.length === other.length && one.every((value, place) => value === other[place])

  function write(name, values) {
    for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (input.type === "radio" || input.type === "checkbox") input.checked = values.includes(input.value)
      else input.value = values[0] || ""
    }
  }

  form.addEventListener("input", () => later(EVERY))
  form.addEventListener("change", () => later(EVERY))
  // What was typed before this script was there is kept as well.
  const typed = (input) =>
    input.matches("[type=checkbox], [type=radio]")
      ? input.checked !== input.defaultChecked
      : input.matches("textarea, input:not([type=hidden])") && input.value !== input.defaultValue
  if ([...form.elements].some(typed)) later(EVERY)
  // The last second before the page goes: sent without waiting for an answer.
  addEventListener("pagehide", () => {
    if (timer !== null && !leaving)
      fetch(form.dataset.saves, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => {})
  })
  let leaving = false
  form.addEventListener("submit", () => {
    leaving = true
    clearTimeout(timer)
    timer = null
  })
}
