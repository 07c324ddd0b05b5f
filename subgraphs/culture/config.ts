import { z } from 'zod'
import { readEnvironment, type Environment } from '../../kit/config.ts'

const EXPECTED = 'an address such as postgres://user:password@host:5432/culture'

const databaseUrl = z.string({ error: EXPECTED }).refine(isPostgresUrl, EXPECTED)

/** CULTURE_DATABASE_URL: the bureau's PostgreSQL; null where none is named. */
export function readDatabaseUrl(environment: Environment): string | null {
  const schema = z.object({ CULTURE_DATABASE_URL: databaseUrl.optional() })
  return readEnvironment(schema, environment).CULTURE_DATABASE_URL ?? null
}

/** The same where there must be one. */
export function requireDatabaseUrl(environment: Environment): string {
  return readEnvironment(z.object({ CULTURE_DATABASE_URL: databaseUrl }), environment).CULTURE_DATABASE_URL
}

function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && ['postgres:', 'postgresql:'].includes(new URL(text).protocol)
}
