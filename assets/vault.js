/* The queue on the device: one record an assessment, encrypted with a key that cannot be read out and goes with it.
 *
 * keep(content), clear(), open() in the order in which they are asked; end() forgets it, lets go of the device's own
 * database, and keeps nothing from then on.
 */
export function openVault(name) {
  const ready = globalThis.indexedDB && globalThis.crypto?.subtle ? opened() : Promise.resolve(null)
  let last = Promise.resolve()
  let ended = false

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
    if (!store || ended) return
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

  /* A page that has the browser clear its storage would wait for an open connection. */
  async function end() {
    ended = true
    await inOrder(async () => {
      const store = await ready
      if (store) await run(store, "delete", name).finally(() => store.close())
    })
  }

  return {
    keep: (content) => inOrder(() => keep(content)),
    clear: () => inOrder(() => keep([])),
    open: () => open().catch(() => []),
    end
  }
}
