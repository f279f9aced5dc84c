/* The questions of an assessment on a phone: each answer is kept as it is given, also without a connection.
 *
 * What is not sent yet waits in a queue for each question, in order, and is sent with the version it was given to.
 * Where somebody else answered meanwhile, both answers are shown, and nothing is written over but by choice. The
 * queue is kept on the device only until it is sent or the page is left, encrypted with a key that goes with it.
 * The page works without this file: its buttons keep the draft as well.
 */
const PATIENCE = 10000
const PAUSE = 700
const PRESENT = ["YES", "OCCASIONALLY", "OFTEN", "ALL_THE_TIME"]
const PARTS = ["answer", "comment", "source"]

export function startCapture(form, takeToken) {
  const state = document.getElementById("capture-state")
  const progress = document.getElementById("capture-progress")
  const vault = openVault(form.dataset.keeps)
  const questions = new Map()
  let busy = false
  let wait = 1000
  let timer = null
  let stopped = false

  for (const part of form.querySelectorAll("[data-question]")) {
    const code = part.dataset.question
    questions.set(code, { part, version: Number(part.dataset.version), kept: read(code), queue: [], conflict: null, refused: "" })
  }
  const fields = new Map()
  for (const name of form.dataset.fields.split(" ")) fields.set(name, { kept: value(name), queue: [], conflict: null, refused: "" })
  const every = () => [...questions, ...fields]
  const waiting = () => every().reduce((sum, [, each]) => sum + each.queue.length, 0)
  const disputed = () => every().filter(([, each]) => each.conflict)
  const refused = () => every().filter(([, each]) => each.refused)

  /* Beside the count, and where one question fills the screen beside the buttons: a lost connection is seen at once. */
  const say = (words, trouble = false) => {
    const beside = document.querySelector("#capture-steps [data-state]")
    state.textContent = beside.textContent = words
    state.classList.toggle("govuk-error-message", trouble)
    beside.classList.toggle("dacase-trouble", trouble)
  }

  /* What stands in the inputs. */
  function value(name) {
    const found = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
    if (found[0]?.type !== "radio") return found[0]?.value || ""
    return found.find((input) => input.checked)?.value || ""
  }

  function read(code) {
    return Object.fromEntries(PARTS.map((part) => [part, value(`${part}_${code}`)]))
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
  function note(name) {
    const each = entry(name)
    if (!each || each.conflict) return
    const given = now(name)
    const last = each.queue.at(-1)
    each.refused = ""
    if (last && !last.tried) each.queue.pop()
    if (!same(given, each.queue.at(-1)?.given ?? each.kept)) each.queue.push({ given, tried: false })
    vault.keep(snapshot())
    count()
    if (!waiting()) return
    if (navigator.onLine) say("Saving your answers.")
    later(0)
  }

  function later(delay) {
    clearTimeout(timer)
    timer = setTimeout(pump, delay)
  }

  async function pump() {
    if (busy || stopped) return
    const heads = every().filter(([, each]) => each.queue.length && !each.conflict && !each.refused)
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
      const kept = `${waiting()} ${waiting() === 1 ? "answer is" : "answers are"} kept on this device`
      say(error.told || `No connection: ${kept} and sent when it is back.`, true)
      wait = Math.min(wait * 2, PATIENCE)
      if (!stopped) later(wait)
    }
  }

  /* What cannot be kept as it stands, such as a comment that is too long, waits until it is changed; the rest goes on. */
  function setAside(heads, faults) {
    const found = heads.filter(([name, each]) => {
      const fault = faults.find(({ field }) => field.split(".")[1] === name)
      if (fault && each.queue.length > 1) each.queue.shift()
      else if (fault) Object.assign(each, { refused: fault.message }).queue[0].tried = false
      return fault
    })
    return found.length > 0
  }

  function settle() {
    if (disputed().length) return say("Somebody else answered as well: choose which answer stays.", true)
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
    const answer = await fetch(form.dataset.keeps, {
      method: "POST",
      body: JSON.stringify(sent),
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value }
    })
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403)
      throw failure("You are signed out. Sign in again in a new tab: your answers stay here and are sent then.")
    if (answer.status === 404) throw failure("This assessment is no longer open to you.", true)
    const told = await answer.json()
    if (answer.status === 422) throw failure(told.detail, true)
    if (answer.status === 400) throw Object.assign(failure(told.detail, true), { fields: told.errors })
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

  /* Two answers to one question: both are shown, and the officer chooses. */
  function dispute(name, each, other) {
    each.conflict = other
    const mine = now(name)
    const box = document.getElementById("capture-conflict").content.cloneNode(true).firstElementChild
    box.querySelector("[data-theirs]").textContent = other.words
    box.querySelector("[data-mine]").textContent = words(name, mine)
    box.querySelector("[data-keep]").addEventListener("click", () => choose(name, each, box, mine))
    box.querySelector("[data-take]").addEventListener("click", () => {
      show(name, theirs(name, other))
      choose(name, each, box, now(name))
    })
    place(name).prepend(box)
    box.focus()
  }

  const theirs = (name, other) =>
    questions.has(name) ? { answer: other.value, comment: other.comment, source: other.source } : other.now

  function choose(name, each, box, given) {
    if (questions.has(name)) each.version = each.conflict.version
    each.kept = theirs(name, each.conflict)
    each.conflict = null
    each.queue = same(given, each.kept) ? [] : [{ given, tried: false }]
    box.remove()
    show(name, given)
    vault.keep(snapshot())
    later(0)
  }

  const place = (name) =>
    questions.get(name)?.part || form.querySelector(`[name="${CSS.escape(name)}"]`).closest(".govuk-form-group")

  function words(name, given) {
    if (!questions.has(name)) return labelOf(name, given)
    return [labelOf(`answer_${name}`, given.answer), given.comment].filter(Boolean).join("; ") || "Not answered"
  }

  function labelOf(name, given) {
    const input = form.querySelector(`[name="${CSS.escape(name)}"][type="radio"][value="${CSS.escape(given)}"]`)
    return input ? input.labels[0].textContent.trim() : given
  }

  const snapshot = () => every().filter(([, each]) => each.queue.length).map(([name, each]) => ({
    name, version: each.version, kept: each.kept, given: each.queue.map((one) => one.given)
  }))

  /* What waited on this device when the page was closed stands in its place again, and is sent. */
  async function restore() {
    for (const { name, version, kept, given } of await vault.open()) {
      const each = entry(name)
      if (!each || each.queue.length) continue
      Object.assign(each, { kept, queue: given.map((one) => ({ given: one, tried: true })) })
      if (questions.has(name)) each.version = version
      show(name, given.at(-1))
    }
    count()
    if (waiting()) later(0)
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
    if (event.target.tagName !== "TEXTAREA") return
    clearTimeout(typing)
    typing = setTimeout(note, PAUSE, nameOf(event.target))
  })
  addEventListener("online", () => later(0))

  /* The answers are saved one by one; the button that goes on sends none of them again. */
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const pressed = event.submitter
    every().forEach(([name]) => note(name))
    for (let turn = 0; turn < 40 && (busy || waiting()) && navigator.onLine && !disputed().length && !refused().length && !stopped; turn++)
      await new Promise((ready) => setTimeout(ready, 100))
    if (disputed().length || refused().length) return settle()
    if (waiting()) return say(`Not yet: ${waiting()} answers wait for a connection. They are kept on this device.`, true)
    await vault.clear()
    for (const input of form.querySelectorAll("input, textarea, select"))
      if (questions.has(nameOf(input)) || fields.has(input.name) || input.name === "lock_version") input.disabled = true
    if (pressed?.name) {
      const which = document.createElement("input")
      Object.assign(which, { type: "hidden", name: pressed.name, value: pressed.value })
      form.append(which)
    }
    form.submit()
    return undefined
  })

  oneByOne(form)
  leaving(async () => {
    stopped = true
    const left = every().filter(([, each]) => each.queue.length && !each.conflict)
    const last = left.length ? fetch(form.dataset.keeps, {
      method: "POST", keepalive: true, body: JSON.stringify(body(left)),
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value }
    }).catch(() => {}) : null
    await vault.clear()
    return last
  })
  count()
  restore()
}

/* One question a screen, or all on one page: the same inputs, shown in parts. */
function oneByOne(form) {
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
  form.addEventListener("change", () => form.classList.contains("dacase-one") && show())
}

/* Leave at once: nothing of the case stays on the screen, in the address or on the device. */
function leaving(before) {
  const way = document.getElementById("capture-leave")
  let pressed = 0

  async function leave(event) {
    event?.preventDefault()
    const gone = before()
    document.title = "Closed"
    document.body.replaceChildren(Object.assign(document.createElement("p"), { textContent: "This page is closed." }))
    history.replaceState(null, "", way.getAttribute("href"))
    await Promise.race([gone, new Promise((ready) => setTimeout(ready, 500))])
    if (navigator.onLine) location.replace(way.getAttribute("href"))
  }

  way.addEventListener("click", leave)
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return
    if (event.timeStamp - pressed < 1500 && pressed) leave(event)
    pressed = event.timeStamp
  })
}

/* The queue on the device: one record an assessment, encrypted with a key that cannot be read out and goes with it. */
function openVault(name) {
  const ready = globalThis.indexedDB && globalThis.crypto?.subtle ? opened() : Promise.resolve(null)
  let last = Promise.resolve()

  function opened() {
    return new Promise((done) => {
      const asked = indexedDB.open("dacase-waiting", 1)
      asked.onupgradeneeded = () => asked.result.createObjectStore("waiting")
      asked.onsuccess = () => done(asked.result)
      asked.onerror = () => done(null)
    })
  }

  const run = (store, how, ...values) =>
    new Promise((done, fail) => {
      const asked = store.transaction("waiting", how === "get" ? "readonly" : "readwrite").objectStore("waiting")[how](...values)
      asked.onsuccess = () => done(asked.result)
      asked.onerror = () => fail(asked.error)
    })

  const inOrder = (step) => (last = last.then(step, step).catch(() => {}))

  async function keep(content) {
    const store = await ready
    if (!store) return
    if (!content.length) return void (await run(store, "delete", name))
    const there = await run(store, "get", name)
    const key = there?.key || (await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]))
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const plain = new TextEncoder().encode(JSON.stringify(content))
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain)
    await run(store, "put", { key, iv, sealed }, name)
  }

  async function open() {
    const store = await ready
    const there = store && (await run(store, "get", name))
    if (!there) return []
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: there.iv }, there.key, there.sealed)
    return JSON.parse(new TextDecoder().decode(plain))
  }

  return {
    keep: (content) => inOrder(() => keep(content)),
    clear: () => inOrder(() => keep([])),
    open: () => open().catch(() => [])
  }
}
