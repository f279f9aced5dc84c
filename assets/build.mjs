/* Compiles the styles and collects the scripts and icons into the folder that is served as static files.
 *
 * The folder is named by DACASE_ASSETS (default var/assets). It is built beside its place and swapped in whole,
 * so that a build that stops halfway never leaves half a set of files. No typeface, crown or crest is copied.
 */
import { cp, mkdir, rename, rm, writeFile } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import * as sass from "sass"

const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(here)
const modules = join(root, "node_modules")
const out = resolve(root, process.env.DACASE_ASSETS || "var/assets")
const fresh = `${out}.new`

/* What is copied as it is: from, to. */
const copies = [
  ["node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js", "govuk/govuk-frontend.min.js"],
  ["node_modules/@ministryofjustice/frontend/moj/moj-frontend.min.js", "moj/moj-frontend.min.js"],
  ["assets/dacase.js", "dacase.js"],
  ["assets/call.js", "call.js"],
  ["assets/board.js", "board.js"],
  ["assets/call_keys.js", "call_keys.js"],
  ["assets/capture.js", "capture.js"],
  ["assets/vault.js", "vault.js"],
  ["assets/steps.js", "steps.js"],
  ["assets/leave.js", "leave.js"],
  ["assets/icons", "icons"]
]

/* The images that moj.css names, and no other: the rest of that folder holds crests and crowns. */
const images = (css) => [...new Set([...css.matchAll(/url\("?moj\/images\/([\w-]+\.svg)"?\)/g)].map((found) => found[1]))]

const compile = (name) =>
  sass.compile(join(here, "scss", `${name}.scss`), {
    loadPaths: [root, modules],
    style: "compressed",
    quietDeps: true
  }).css

async function build() {
  await rm(fresh, { recursive: true, force: true })
  await mkdir(join(fresh, "moj/images"), { recursive: true })
  for (const [from, to] of copies) await cp(join(root, from), join(fresh, to), { recursive: true })
  for (const name of ["app", "moj", "dacase"]) {
    const css = compile(name)
    await writeFile(join(fresh, `${name}.css`), css)
    for (const image of images(css)) {
      await cp(join(modules, "@ministryofjustice/frontend/moj/assets/images", image), join(fresh, "moj/images", image))
    }
  }
  await rm(out, { recursive: true, force: true })
  await rename(fresh, out)
  console.log(`assets built in ${out}`)
}

await build()
