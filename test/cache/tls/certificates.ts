import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface Certificates {
  /** Of the authority that vouches for the server, and of one that nobody knows. */
  readonly authority: string
  readonly stranger: string
  readonly certificate: string
  readonly key: string
  remove(): Promise<void>
}

const run = promisify(execFile)

/** A new authority and a server's certificate for 127.0.0.1, made by `openssl`; null where the machine has none. */
export async function makeCertificates(): Promise<Certificates | null> {
  const folder = await mkdtemp(join(tmpdir(), 'certificates-'))
  const file = (name: string) => join(folder, name)
  try {
    for (const name of ['authority', 'stranger']) await makeAuthority(file(name), `/CN=${name}`)
    await makeServer(file('server'), file('authority'))
  } catch (error) {
    await rm(folder, { recursive: true })
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOENT') throw error
    console.warn('TLS is not tested: this machine has no openssl.')
    return null
  }
  return {
    authority: file('authority.crt'),
    stranger: file('stranger.crt'),
    certificate: file('server.crt'),
    key: file('server.key'),
    remove: () => rm(folder, { recursive: true }),
  }
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

async function makeAuthority(name: string, subject: string): Promise<void> {
  const files = ['-keyout', `${name}.key`, '-out', `${name}.crt`]
  await run('openssl', ['req', '-x509', ...NEW_KEY, ...files, '-subj', subject, '-days', '2'])
}

async function makeServer(name: string, authority: string): Promise<void> {
  const signed = ['-CA', `${authority}.crt`, '-CAkey', `${authority}.key`, '-days', '2']
  const files = ['-keyout', `${name}.key`, '-out', `${name}.crt`]
  const host = ['-subj', '/CN=redis', '-addext', 'subjectAltName=IP:127.0.0.1']
  await run('openssl', ['req', '-x509', ...NEW_KEY, ...files, ...host, ...signed])
}
