import { request } from 'undici'
import { z } from 'zod'
import { commaList, readEnvironment, type Environment } from '../../../kit/config.ts'
import { GATEWAY_SECRET_HEADER } from '../../../kit/gatewaySecret.ts'
import type { UseSource } from '../../_kit/catalogueSources.ts'
import { traceHttpCall } from '../../_kit/trace/traceHttpCall.ts'

/** The gateway at CATALOGUE_USE_URL, asked with the first of GATEWAY_SECRETS; undefined where none is named. */
export function useSourceFromEnvironment(environment: Environment): UseSource | undefined {
  const { CATALOGUE_USE_URL: address, GATEWAY_SECRETS: secrets } = readEnvironment(settings, environment)
  return address === undefined ? undefined : createHttpUseSource(address.replace(/\/+$/, ''), secrets[0])
}

const EXPECTED = 'the address of a gateway, such as http://gateway:4000'

const settings = z.object({
  CATALOGUE_USE_URL: z
    .string()
    .refine((text) => /^https?:/.test(text) && URL.canParse(text), EXPECTED)
    .optional(),
  GATEWAY_SECRETS: commaList.default([]),
})

function createHttpUseSource(address: string, secret: string | undefined): UseSource {
  return async (question, signal) => {
    const url = new URL(`${address}/use`)
    const { statusCode, body } = await traceHttpCall('POST', url, (traceHeaders) =>
      request(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(secret === undefined ? {} : { [GATEWAY_SECRET_HEADER]: secret }),
          ...traceHeaders,
        },
        body: JSON.stringify(question),
        signal,
      }),
    )
    const text = await body.text()
    if (statusCode !== 200) throw new Error(`expected HTTP status 200; got ${statusCode}`)
    return answer.parse(JSON.parse(text))
  }
}

const counts = { requests: z.number(), errors: z.number(), p95: z.number().nullable() }

/** The gateway is deployed by itself, so an answer may come from another version than ours: it is checked. */
const answer = z.record(
  z.string(),
  z.array(
    z.object({
      month: z.string(),
      ...counts,
      isSample: z.boolean(),
      clients: z.array(
        z.object({ name: z.string(), isVerified: z.boolean(), ...counts, lastDay: z.string() }),
      ),
    }),
  ),
)
