import { spawn, type ChildProcess } from 'node:child_process'
import { watch } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { packageRoot } from '../../../kit/root.ts'

/** `npm run dev`: everything in one process, compiled and started again whenever a source or a schema changes. */
const ROOT = fileURLToPath(packageRoot)
const WATCHED = ['engine', 'gateway', 'subgraphs', 'schema', 'kit']
/** Editors write a file in several steps. */
const QUIET_MS = 200

let running: ChildProcess | undefined
let pending: NodeJS.Timeout | undefined

for (const folder of WATCHED) {
  watch(ROOT + folder, { recursive: true }, () => {
    clearTimeout(pending)
    pending = setTimeout(compileAgain, QUIET_MS)
  })
}
start()

function compileAgain(): void {
  const build = spawn('npx', ['tsc', '-p', 'tsconfig.build.json'], { cwd: ROOT, stdio: 'inherit' })
  build.once('exit', (code) => {
    // Sources that do not compile are not started; the process before goes on.
    if (code === 0) restart()
  })
}

function restart(): void {
  if (!running || running.exitCode !== null) return start()
  running.once('exit', start)
  running.kill('SIGTERM')
}

function start(): void {
  running = spawn(process.execPath, ['dist/gateway/allInOne.js'], { cwd: ROOT, stdio: 'inherit' })
}
