/* The questions of an assessment on a phone: each answer is kept as it is given, also without a connection.
 *
 * What is not sent yet waits in a queue for each question, in order, and is sent with the version it was given to.
 * Where somebody else answered meanwhile, both answers are shown, and nothing is written over but by choice. The
 * queue is kept on the device only until it is sent or the page is left (vault.js). What the officer had still to choose
 * about when it was left goes to the server, and comes back with the page. The page works without this file: its buttons
 * keep the draft as well.
 */
import { openVault } from "./vault.js"

const PATIENCE = 10000
const PAUSE = 700
const LEAVING = 5000
const LAST = 2000
// The browser lets a request outlive its page up to 64 kB.
const OUTLIVES = 20000
const PRESENT = ["YES", "OCCASIONALLY", "OFTEN", "ALL_THE_TIME"]
const PARTS = ["answer", "comment", "source"]

export function startCapture(form, takeToken) {
  const state = document.getElementById("capture-state")
  const progress = document.getElementById("capture-progress")
  const beside = document.querySelector("#capture-steps [data-state]")
  const unsent = document.getElementById("leave-unsent")
  const wanted = document.getElementById("capture-wanted")
  const twoAnswers = document.getElementById("capture-conflict").content
  const vault = openVault(form.dataset.keeps)
  const questions = new Map()
  let busy = false
  let wait = 1000
  let timer = null
  let stopped = false
  let leaving = false
  let undecided = JSON.parse(document.getElementById("capture-undecided")?.textContent || "null")

  for (const part of form.querySelectorAll("[data-question]")) {
    const code = part.dataset.question
    questions.set(code, { part, version: Number(part.dataset.version), kept: read(code, came), queue: [], conflict: null, refused: "" })
  }
  const fields = new Map()
  for (const name of form.dataset.fields.split(" ")) fields.set(name, { kept: came(name), queue: [], conflict: null, refused: "" })
  const every = () => [...questions, ...fields]
  const waiting = () => every().filter(([, each]) => each.queue.length).length
  const disputed = () => every().filter(([, each]) => each.conflict)
  const sendable = () => every().filter(([, each]) => each.queue.length && !each.conflict && !each.refused)
  const refused = () => every().filter(([, each]) => each.refused)

  /* Beside the count, and where one question fills the screen beside the buttons: a lost connection is seen at once. */
  const say = (words, trouble = false, lost = waiting()) => {
    state.textContent = beside.textContent = words
    state.classList.toggle("govuk-error-message", trouble)
    beside.classList.toggle("dacase-trouble", trouble)
    point()
    unsent.hidden = !(trouble && lost)
    unsent.textContent = `${told(lost)} not sent yet. If you leave now, ${lost === 1 ? "it is" : "they are"} lost.`
  }

  const told = (number) => `${number} ${number === 1 ? "answer is" : "answers are"}`

  /* What stands in the inputs. */
  function value(name) {
    const found = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
    if (found[0]?.type !== "radio") return found[0]?.value || ""
    return found.find((input) => input.checked)?.value || ""
  }

  /* What the page came with: somebody may have answered before this was loaded. */
  function came(name) {
    const found = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
    if (found[0]?.type === "radio") return found.find((input) => input.defaultChecked)?.value || ""
    const options = [...(found[0]?.options || [])]
    return (options.find((each) => each.defaultSelected) || options[0])?.value || found[0]?.defaultValue || ""
  }

  function read(code, from = value) {
    return Object.fromEntries(PARTS.map((part) => [part, from(`${part}_${code}`)]))
  }

  function write(name, given) {
    for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (input.type === "radio") input.checked = input.value === given
      else input.value = given
    }
  }

  const show = (name, given) =>
    questions.has(name) ? PARTS.forEach((part) => write(`${part}_${name}`, given[part] || "")) : write(name, given)
  const now = (name) => (questions.has(name) ? read(name) : value(name))
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other)
  const entry = (name) => questions.get(name) || fields.get(name)

  /* A change is put at the end of the queue of its question; one that was never tried is replaced. */
  function put(name, each) {
    const given = now(name)
    if (each.conflict) return retell(name, each, given)
    if (same(given, each.queue.at(-1)?.given ?? each.kept)) return undefined
    each.refused = ""
    if (each.queue.length && !each.queue.at(-1).tried) each.queue.pop()
    if (!same(given, each.queue.at(-1)?.given ?? each.kept)) each.queue.push({ given, tried: false })
    return undefined
  }

  function note(...names) {
    names.forEach((name) => entry(name) && put(name, entry(name)))
    vault.keep(snapshot())
    count()
    if (!waiting()) return
    if (navigator.onLine && !stopped) say("Saving your answers.")
    later(0)
  }

  const noteAll = () => note(...questions.keys(), ...fields.keys())

  function later(delay) {
    clearTimeout(timer)
    timer = setTimeout(pump, delay)
  }

  async function pump() {
    if (busy || stopped) return
    const heads = sendable()
    if (!heads.length) return settle()
    busy = true
    heads.forEach(([, each]) => (each.queue[0].tried = true))
    try {
      await vault.keep(snapshot())
      take(heads, await send(body(heads)))
      wait = 1000
      busy = false
      pump()
    } catch (error) {
      busy = false
      if (setAside(heads, error.fields || [])) return pump()
      stopped = Boolean(error.final)
      say(error.told || `No connection: ${told(waiting())} kept on this device and sent when it is back.`, true)
      wait = Math.min(wait * 2, PATIENCE)
      if (!stopped) later(wait)
    }
  }

  /* What cannot be kept as it stands, such as a comment that is too long, waits until it is changed; the rest goes on. */
  function setAside(heads, faults) {
    const found = heads.filter(([name, each]) => {
      const fault = faults.find(({ field }) => field.split(".").includes(name))
      if (fault && each.queue.length > 1) each.queue.shift()
      else if (fault) Object.assign(each, { refused: fault.message }).queue[0].tried = false
      return fault
    })
    return found.length > 0
  }

  function settle() {
    if (disputed().length) return say("Somebody else answered as well: choose which answer stays.", true, refused().length)
    if (undecided) send({ undecided: {} }).then(() => (undecided = null), () => {})
    if (refused().length) return say(`An answer is not kept as it stands. ${refused()[0][1].refused}`, true)
    vault.clear()
    say("All answers are saved.")
    return undefined
  }

  function body(heads) {
    const sent = { answers: {}, besides: {} }
    for (const [name, each] of heads) {
      const { given } = each.queue[0]
      if (questions.has(name))
        sent.answers[name] = { value: given.answer, comment: given.comment, source: given.source || "VICTIM", version: each.version }
      else sent.besides[name] = { now: given, was: each.kept }
    }
    return sent
  }

  async function send(sent) {
    takeToken()
    const text = JSON.stringify(sent)
    const answer = await fetch(form.dataset.keeps, {
      method: "POST",
      keepalive: leaving && text.length < OUTLIVES,
      body: text,
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value }
    })
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403)
      throw failure("You are signed out. Sign in again in a new tab: your answers stay here and are sent then.")
    if (answer.status === 404) throw failure("This assessment is no longer open to you.", true)
    const told = await answer.json()
    if (answer.status === 422 || answer.status === 400)
      throw Object.assign(failure(told.detail, true), { fields: told.errors })
    if (answer.status !== 200) throw new Error(answer.status)
    return told
  }

  const failure = (words, final = false) => Object.assign(new Error(words), { told: words, final })

  function take(heads, told) {
    for (const [name, each] of heads) {
      const other = told.conflicts[name]
      if (other) {
        dispute(name, each, other)
        continue
      }
      each.kept = each.queue.shift().given
      if (name in told.saved) each.version = told.saved[name]
    }
    vault.keep(snapshot())
    count()
  }

  /* Two answers to one question: both are shown, and the officer chooses. What is typed meanwhile is the officer's. */
  function dispute(name, each, other) {
    const box = twoAnswers.cloneNode(true).firstElementChild
    Object.assign(each, { conflict: other, box })
    box.id = `dispute_${name}`
    box.querySelector("[data-theirs]").textContent = other.words
    box.querySelector("[data-keep]").addEventListener("click", () => choose(name, each))
    box.querySelector("[data-take]").addEventListener("click", () => {
      show(name, theirs(name, other))
      choose(name, each)
    })
    place(name).prepend(box)
    retell(name, each, now(name))
  }

  function retell(name, each, given) {
    each.queue = [{ given, tried: false }]
    each.box.querySelector("[data-mine]").textContent = words(name, given)
  }

  const theirs = (name, other) =>
    questions.has(name) ? { answer: other.value, comment: other.comment, source: other.source } : other.now

  function choose(name, each) {
    const given = now(name)
    if (questions.has(name)) each.version = each.conflict.version
    each.kept = theirs(name, each.conflict)
    each.queue = same(given, each.kept) ? [] : [{ given, tried: false }]
    each.box.remove()
    Object.assign(each, { conflict: null, box: null })
    vault.keep(snapshot())
    later(0)
  }

  /* What waits for the officer is named beside the way out, where it stays in sight, with a link to it. */
  function point() {
    const links = [...disputed(), ...refused()].map(([name, each]) => {
      const link = document.createElement("a")
      link.className = "govuk-link"
      link.href = `#${(each.box || questions.get(name)?.part || input(name)).id}`
      link.textContent = called(name)
      return link
    })
    wanted.hidden = !links.length
    wanted.replaceChildren("Waiting for you: ", ...links.flatMap((link) => [link, ", "]).slice(0, -1))
  }

  const input = (name) => form.querySelector(`[name="${CSS.escape(name)}"]`)

  function called(name) {
    const part = questions.get(name)?.part
    if (!part) return (input(name).closest("fieldset")?.querySelector("legend") || input(name).labels[0]).textContent.trim()
    const within = part.closest("[data-called]")?.dataset.called
    return `question ${part.dataset.number}${within ? ` of ${within}` : ""}`
  }

  const place = (name) => questions.get(name)?.part || input(name).closest(".govuk-form-group")

  function words(name, given) {
    if (!questions.has(name)) return labelOf(name, given)
    return [labelOf(`answer_${name}`, given.answer), given.comment].filter(Boolean).join("; ") || "Not answered"
  }

  function labelOf(name, given) {
    const chosen = form.querySelector(`[name="${CSS.escape(name)}"][type="radio"][value="${CSS.escape(given)}"]`)
    return chosen ? chosen.labels[0].textContent.trim() : given
  }

  const snapshot = () => every().filter(([, each]) => each.queue.length).map(([name, each]) => ({
    name, version: each.version, kept: each.kept, given: each.queue.map((one) => one.given)
  }))

  /* What waited on this device when the page was closed stands in its place again, and is sent. */
  async function restore() {
    for (const { name, version, kept, given } of await vault.open()) {
      const each = entry(name)
      if (!each || each.queue.length) continue
      if (same(now(name), each.kept)) show(name, given.at(-1))
      Object.assign(each, { kept, queue: given.map((one) => ({ given: one, tried: true })) })
      if (questions.has(name)) each.version = version
    }
    bringBack(undecided?.answers, ({ value: answer, comment, source }) => ({ answer, comment, source }))
    bringBack(undecided?.besides, ({ now: given }) => given)
    questions.forEach(({ part }) => openFurther(part))
    noteAll()
  }

  /* What the officer had still to choose about is given again to what it was given to: so both answers are shown again. */
  function bringBack(found = {}, shown) {
    for (const [name, said] of Object.entries(found)) {
      const each = entry(name)
      if (!each || each.queue.length) continue
      show(name, shown(said))
      if ("was" in said) each.kept = said.was
      else each.version = said.version
      each.queue = [{ given: now(name), tried: true }]
    }
  }

  /* How far we are, and which further questions are open. */
  function count() {
    const asked = [...questions.values()].filter(({ part }) => !part.closest("details.dacase-further:not([open])"))
    const done = asked.filter(({ part }) => value(`answer_${part.dataset.question}`)).length
    progress.textContent = `${done} of ${asked.length} answered`
  }

  function openFurther(part) {
    if (!PRESENT.includes(value(`answer_${part?.dataset.question}`))) return
    for (const code of part.dataset.opens?.split(" ") ?? []) {
      const further = document.getElementById(`further_${code}`)
      if (further) further.open = true
    }
  }

  const nameOf = (input) => input.closest("[data-question]")?.dataset.question || input.name
  let typing = null
  form.addEventListener("change", (event) => {
    openFurther(event.target.closest("[data-question]"))
    note(nameOf(event.target))
  })
  form.addEventListener("input", (event) => {
    // A line with half a date of birth would be refused: children are sent once the input is left.
    if (event.target.tagName !== "TEXTAREA" || event.target.name === "children_named") return
    clearTimeout(typing)
    typing = setTimeout(note, PAUSE, nameOf(event.target))
  })
  addEventListener("online", () => later(0))
  document.addEventListener("visibilitychange", () => document.hidden && noteAll())

  /* The answers are saved one by one; the button that goes on sends none of them again. A page that came back with what
     was typed may hold words that were never kept: it sends them all. */
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const pressed = event.submitter
    noteAll()
    for (let turn = 0; turn < 40 && (busy || waiting()) && navigator.onLine && !disputed().length && !refused().length && !stopped; turn++)
      await pause(100)
    if (disputed().length || refused().length) return settle()
    if (waiting()) return say(`Not yet: ${told(waiting())} waiting for a connection, kept on this device.`, true)
    await vault.clear()
    for (const input of "typed" in form.dataset ? [] : form.querySelectorAll("input, textarea, select"))
      if (questions.has(nameOf(input)) || fields.has(input.name) || input.name === "lock_version") input.disabled = true
    if (pressed?.name) {
      const which = document.createElement("input")
      Object.assign(which, { type: "hidden", name: pressed.name, value: pressed.value })
      form.append(which)
    }
    form.submit()
    return undefined
  })

  restore()

  /* Left: what was given is sent as long as there is a connection, within a bounded time, and forgotten. What there was
     still to choose about is sent as such: the page shows it again to whoever opens it signed in. */
  return async () => {
    leaving = true
    noteAll()
    wait = PAUSE / 2
    later(0)
    const end = Date.now() + LEAVING
    while (busy || sendable().length) {
      if (stopped || !navigator.onLine || Date.now() > end) break
      await pause(50)
    }
    const left = disputed()
    if (left.length && !stopped && navigator.onLine)
      await Promise.race([send({ undecided: body(left) }).catch(() => {}), pause(LAST)])
    stopped = true
    await Promise.race([vault.end(), pause(500)])
  }
}

const pause = (time) => new Promise((ready) => setTimeout(ready, time))
