import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { canPin, OTHER_CORE } from '../../kit/child.mjs'

/**
 * A Redis of its own beside the load and the subgraphs, held in memory alone. Undefined where the machine has none: the
 * peers that need it then say so.
 * @returns {Promise<{ url: string, stop: () => Promise<void> } | undefined>}
 */
export async function startRedis() {
  const port = await findFreePort()
  const words = [
    'redis-server',
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--daemonize',
    'no',
  ]
  const [command, ...rest] = canPin ? ['taskset', '-c', `${OTHER_CORE}`, ...words] : words
  const server = spawn(command, rest, { stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = Promise.race([once(server, 'exit'), once(server, 'error')])
  const killIt = () => server.kill('SIGKILL')
  process.once('exit', killIt)
  if (!(await Promise.race([saysReady(server.stdout), ended.then(() => false)]))) return undefined
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      process.off('exit', killIt)
      killIt()
      await ended
    },
  }
}

async function saysReady(output) {
  const lines = createInterface({ input: output })
  for await (const line of lines) {
    if (!line.includes('Ready to accept connections')) continue
    output.resume()
    return true
  }
  return false
}

async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
