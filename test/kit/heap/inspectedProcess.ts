import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'undici'
import { packageRoot } from '../../../kit/root.ts'

export interface InspectedProcess {
  readonly url: string
  /** Everything that is still reachable after a garbage collection, as V8 writes it: JSON. */
  takeSnapshot(): Promise<string>
  stop(): Promise<void>
}

/** Runs one of our compiled processes, with a way to look at its heap. */
export async function startInspected(
  script: string,
  environment: Readonly<Record<string, string>>,
): Promise<InspectedProcess> {
  // Without it, V8 writes down no more than the first 1,024 characters of a string.
  const options = ['--heap-snapshot-string-limit=100000000', '--inspect=127.0.0.1:0']
  const child = spawn(process.execPath, [...options, script], {
    cwd: fileURLToPath(packageRoot),
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  const addresses = Promise.all([
    readMatch(child.stdout, /"url":"([^"]+)"/),
    readMatch(child.stderr, /Debugger listening on (\S+)/),
  ])
  const [url, inspector] = await Promise.race([addresses, exited.then(() => fail(script))])
  return {
    url,
    takeSnapshot: () => takeSnapshot(inspector),
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

function fail(script: string): never {
  throw new Error(`expected that ${script} serves; it ended`)
}

async function readMatch(output: Readable, pattern: RegExp): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const [, found] = pattern.exec(String(line)) ?? []
    if (found !== undefined) {
      output.resume()
      return found
    }
  }
  throw new Error(`expected output with ${pattern}; it ended without`)
}

async function takeSnapshot(inspector: string): Promise<string> {
  const socket = new WebSocket(inspector)
  const chunks: string[] = []
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('error', reject)
    socket.addEventListener('open', () => socket.send('{"id":1,"method":"HeapProfiler.takeHeapSnapshot"}'))
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data))
      if (message.id === 1) resolve()
      else if (message.method === 'HeapProfiler.addHeapSnapshotChunk') chunks.push(message.params.chunk)
    })
  })
  socket.close()
  return chunks.join('')
}
