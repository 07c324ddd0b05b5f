import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadDevelopmentKey } from '../../gateway/process/development/key.ts'
import { signDevelopmentToken } from '../../gateway/process/development/sign.ts'
import type { Environment } from '../../kit/config.ts'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'

export type Headers = Readonly<Record<string, string>>

export interface TrustingGateway extends TestGateway {
  /** The headers of a caller with these scopes and claims; none for somebody without a token. */
  headersOf(
    scopes: readonly string[] | null,
    claims?: Readonly<Record<string, unknown>>,
    hours?: number,
  ): Promise<Headers>
}

/** The whole system with a key of its own, by which callers of every kind can be made. */
export async function startTrustingGateway(environment: Environment = {}): Promise<TrustingGateway> {
  const callers = await createCallers()
  const gateway = await startTestGateway({ ...callers.environment, ...environment })
  return {
    ...gateway,
    headersOf: callers.headersOf,
    async stop() {
      await gateway.stop()
      await callers.stop()
    },
  }
}

export interface Callers extends Pick<TrustingGateway, 'headersOf' | 'stop'> {
  /** What a gateway must be told to believe their tokens. */
  readonly environment: Readonly<Record<string, string>>
}

export async function createCallers(): Promise<Callers> {
  const folder = await mkdtemp(join(tmpdir(), 'trust-'))
  const keyFile = join(folder, 'key.json')
  const key = await loadDevelopmentKey(keyFile)
  return {
    environment: { DEVELOPMENT_TOKENS: 'true', DEVELOPMENT_KEY_FILE: keyFile },
    async headersOf(scopes, claims = {}, hours = 1) {
      if (scopes === null) return {}
      const token = await signDevelopmentToken(key, {
        subject: `a caller with ${scopes.join(' and ') || 'no scopes'}`,
        scopes,
        hours,
        claims,
      })
      return { authorization: `Bearer ${token}` }
    },
    stop: () => rm(folder, { recursive: true }),
  }
}

/** The code of a denial: for somebody without a token, a token is the first step. */
export function denialCodeFor(scopes: readonly string[] | null): string {
  return scopes === null ? 'UNAUTHENTICATED' : 'UNAUTHORIZED_FIELD_OR_TYPE'
}
