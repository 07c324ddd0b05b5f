import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ConfigError } from '../../kit/config.ts'
import { replaceFile } from '../../kit/state/replaceFile.ts'
import { REGISTRY } from '../acts/journal.ts'
import { makeKey } from '../acts/keys.ts'
import type { Registry } from '../acts/registry.ts'

/** The private key of a file; a new one, for its owner alone, where there is no such file. Throws ConfigError. */
export async function loadSigningKey(file: string): Promise<KeyObject> {
  const pem = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return makeSigningKey(file)
    throw refuse(file, error.message)
  })
  const key = parseKey(file, pem)
  if (key.asymmetricKeyType === 'ed25519') return key
  throw refuse(file, `one of ${key.asymmetricKeyType ?? 'another kind'}`)
}

async function makeSigningKey(file: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(file, pem, { mode: 0o600, flag: 'wx' })
  return pem
}

function parseKey(file: string, pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    throw refuse(file, 'another form')
  }
}

function refuse(file: string, came: string): ConfigError {
  return new ConfigError([
    `REGISTRY_SIGNING_KEY_FILE: expected an Ed25519 key in PEM (PKCS #8) in ${file}; got ${came}.`,
  ])
}

/**
 * Makes the first operator's key where there is none in use, in a file for its owner alone, which is there before the key is
 * believed. Undefined where there is one.
 */
export async function ensureOperatorKey(registry: Registry, folder: string): Promise<string | undefined> {
  const { keys } = await registry.read()
  if ([...keys.values()].some(({ bureau }) => bureau === null)) return undefined
  const { text, id, hash } = makeKey()
  const file = join(folder, `operator-${id}.key`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await replaceFile(file, `${text}\n`)
  try {
    await registry.addKey(REGISTRY, { id, hash, bureau: null })
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
  return file
}
