import { isIP } from 'node:net'
import { z } from 'zod'
import { commaList } from '../config.ts'
import { isPrivateAddress } from './privateAddress.ts'

/** Who is told of what happens to the graph, and how they know that it is us. */
export interface HookSettings {
  readonly urls: readonly string[]
  /** Each signs; two while one is changed for another. */
  readonly secrets: readonly string[]
  /** Hosts, with their ports where an address has one, that may be on this machine or in a private network. */
  readonly privateHosts: ReadonlySet<string>
}

export const hookVariables = {
  HOOK_URLS: commaList.default([]),
  HOOK_SECRETS: commaList.default([]),
  HOOK_PRIVATE_HOSTS: commaList.default([]),
}

type Values = z.output<z.ZodObject<typeof hookVariables>>

export const hookRules: readonly {
  readonly variable: keyof Values
  readonly holds: (values: Values) => boolean
  readonly expected: string
}[] = [
  {
    variable: 'HOOK_URLS',
    holds: ({ HOOK_URLS, HOOK_PRIVATE_HOSTS }) =>
      HOOK_URLS.every((url) => isHookUrl(url, new Set(HOOK_PRIVATE_HOSTS))),
    expected:
      'addresses without credentials, separated by commas, such as "https://bureau.example/hooks"; http, and hosts of a private network, only where HOOK_PRIVATE_HOSTS lists them',
  },
  {
    variable: 'HOOK_SECRETS',
    holds: ({ HOOK_URLS, HOOK_SECRETS }) =>
      HOOK_SECRETS.every((secret) => secret.length >= 16) &&
      (HOOK_URLS.length === 0 || (HOOK_SECRETS.length > 0 && HOOK_SECRETS.length <= 2)),
    expected: 'with HOOK_URLS one secret, or two while one is changed, each of at least 16 characters',
  },
]

export function toHookSettings(values: Values): HookSettings | undefined {
  if (values.HOOK_URLS.length === 0) return undefined
  return {
    urls: values.HOOK_URLS,
    secrets: values.HOOK_SECRETS,
    privateHosts: new Set(values.HOOK_PRIVATE_HOSTS),
  }
}

function isHookUrl(text: string, privateHosts: ReadonlySet<string>): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, host, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  if (privateHosts.has(host)) return protocol === 'https:' || protocol === 'http:'
  const address = hostname.replace(/^\[(.*)\]$/, '$1')
  return protocol === 'https:' && !(isIP(address) !== 0 && isPrivateAddress(address))
}
