import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface RunningNginx {
  stop(): Promise<void>
}

/** Which servers stand behind a port, each an address such as `127.0.0.1:4000`. */
export interface Balanced {
  readonly port: number
  readonly servers: readonly string[]
}

/**
 * An nginx that shares requests out, with connections kept open and its own rules of what is sent once more. Null, said in
 * one line, where the machine has none; with CI=true that is an error.
 */
export async function startNginx(
  balanced: readonly Balanced[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<RunningNginx | null> {
  const folder = await mkdtemp(join(tmpdir(), 'nginx-'))
  const file = join(folder, 'nginx.conf')
  await writeFile(file, describe(folder, balanced))
  const server = spawn('nginx', ['-p', folder, '-c', file], { stdio: ['ignore', 'inherit', 'inherit'] })
  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.pid !== undefined) {
      const exited = once(server, 'exit')
      server.kill('SIGTERM')
      await exited
    }
    await rm(folder, { recursive: true, force: true })
  }
  const failed = once(server, 'error').then(() => false)
  if (await Promise.race([failed, untilOpen(balanced[0]?.port ?? 0)])) return { stop }
  await stop()
  const message = 'Rolling restarts are not tested: this machine has no nginx.'
  if (environment.CI === 'true') throw new Error(message)
  console.warn(message)
  return null
}

/** It lets go of idle connections before our processes do, at whose end a request might be on its way. Servers are never held to be down: one that restarts refuses at once, and the request goes to the next. */
function describe(folder: string, balanced: readonly Balanced[]): string {
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return `daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr crit;
events { worker_connections 1024; }
http {
  access_log off;
  ${paths.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  ${balanced.map(describeOne).join('\n  ')}
}
`
}

function describeOne({ port, servers }: Balanced): string {
  return `upstream u${port} { ${servers.map((server) => `server ${server} max_fails=0;`).join(' ')} keepalive 32; keepalive_timeout 3s; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://u${port};
      proxy_http_version 1.1;
      proxy_set_header Connection "";
    }
  }`
}

async function untilOpen(port: number): Promise<boolean> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (isOpen) return true
    await sleep(20)
  }
}
