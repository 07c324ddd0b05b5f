import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Builds the page where it is older than what it is made of, and does nothing otherwise: `npm ci` and `npm run build` call
 * this each time, and after the first time no network is needed.
 */
const here = fileURLToPath(new URL('.', import.meta.url))

if (!isNewer('node_modules/.package-lock.json', ['package-lock.json'])) {
  // All that the build needs are plain dependencies, so that --omit=dev leaves nothing out.
  run('npm', ['ci', '--no-audit', '--no-fund'])
}
if (!isNewer('dist/index.html', sources())) buildPage()

/** Apart, and then in its place: two who build at once, or one that is stopped, leave no half page. */
function buildPage() {
  const made = `node_modules/.page.${process.pid}`
  try {
    run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--outDir', made])
    rmSync(`${here}dist`, { recursive: true, force: true })
    renameSync(here + made, `${here}dist`)
  } catch (error) {
    // Another has put the same page there.
    if (error.code !== 'ENOTEMPTY') throw error
  } finally {
    rmSync(here + made, { recursive: true, force: true })
  }
}

function sources() {
  const own = [
    'package-lock.json',
    'index.html',
    'vite.config.ts',
    'compress.ts',
    'public',
    'src',
    'examples',
    'questions',
  ]
  // Whole programs stand among the examples too, with packages that may be links to what is not built yet.
  const queries = readdirSync(`${here}../examples`).filter((name) => name.endsWith('.graphql'))
  return [...own, ...queries.map((name) => `../examples/${name}`), '../kit/tables', '../schema/bureaus.json']
}

function isNewer(made, parts) {
  if (!existsSync(here + made)) return false
  const madeAt = statSync(here + made).mtimeMs
  return parts.flatMap((path) => filesOf(here + path)).every((file) => statSync(file).mtimeMs <= madeAt)
}

function filesOf(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => `${path}/${name}`)
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: here, stdio: 'inherit' })
  if (error) throw error
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}.`)
}
