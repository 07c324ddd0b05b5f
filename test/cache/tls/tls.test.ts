import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { connectRedis } from '../../../kit/redis.ts'
import { findFreePort, startRedis } from '../../kit/redis.ts'
import { startRedisCluster } from '../cluster/redisCluster.ts'
import { codeOf, hashOf, postByHash } from '../documents/byHash.ts'
import { startSmallGateway, type SmallGateway } from '../documents/smallGateway.ts'
import { makeCertificates, type Certificates } from './certificates.ts'

const MUSEUMS = '{ museums { id } }'
const HASH = hashOf(MUSEUMS)
const ANSWER = { data: { museums: [{ id: 'a' }] } }

const certificates = await makeCertificates()
const server = certificates === null ? null : await startTlsRedis(certificates)

describe.runIf(server !== null)('a Redis that is reached over TLS', () => {
  if (certificates === null || server === null) return
  const gateways: SmallGateway[] = []

  afterEach(async () => {
    for (const gateway of gateways.splice(0)) await gateway.stop()
  })
  afterAll(async () => {
    await server.stop()
    await certificates.remove()
  })

  it('is shared by gateways that know who vouches for it', async () => {
    const [one, other] = [await open(certificates.authority), await open(certificates.authority)]
    const shares = async () => {
      await postByHash(one, { hash: HASH, query: MUSEUMS })
      return codeOf(await postByHash(other, { hash: HASH }))
    }
    await expect.poll(shares, { timeout: 5_000 }).toBeUndefined()
    await expect.poll(countKeys, { timeout: 5_000 }).toBeGreaterThan(3)
    expect(warningsOf(one)).toEqual([])
  })

  it.each<[string, string | undefined]>([
    ['another authority is named', certificates.stranger],
    ['none is named', undefined],
  ])('is not trusted where %s: the log says so, and the gateway answers without it', async (_what, ca) => {
    await flush()
    const gateway = await open(ca)
    await expect
      .poll(() => warningsOf(gateway), { timeout: 5_000 })
      .toContainEqual(
        expect.objectContaining({
          msg: 'Redis shows a certificate that is not trusted; REDIS_CA_FILE names who may vouch for it',
          code: expect.stringMatching(/SIGNATURE|SELF_SIGNED|LOCALLY/),
        }),
      )
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(warningsOf(gateway), 'one line a minute, though it tries again and again').toHaveLength(1)
    const begun = performance.now()
    expect(await gateway.ask(MUSEUMS)).toEqual(ANSWER)
    expect(await gateway.ask(MUSEUMS)).toEqual(ANSWER)
    expect(performance.now() - begun).toBeLessThan(1_000)
    expect(gateway.calls).toHaveLength(1)
    expect(await countKeys()).toBe(0)
    expect(JSON.stringify(gateway.logged)).not.toContain('hidden')
  })

  it('may be a cluster, all of whose nodes are reached so', async () => {
    const ports = [await findFreePort(), await findFreePort(), await findFreePort()]
    const cluster = await startRedisCluster(
      ports.map((port) => [...tlsOptions(port, certificates), '--tls-cluster', 'yes']),
    )
    try {
      const settings = {
        REDIS_URL: ports.map((port) => `rediss://127.0.0.1:${port}`).join(),
        REDIS_CLUSTER: 'true',
        REDIS_CA_FILE: certificates.authority,
      }
      const gateway = await startSmallGateway(settings)
      gateways.push(gateway)
      const countAll = async () => {
        await gateway.ask(`{ museum(id: "${Math.random()}") { id } }`)
        const counts = await cluster?.sendToAll(['DBSIZE'])
        return (counts ?? []).map(Number)
      }
      await expect
        .poll(countAll, { timeout: 5_000 })
        .toContainEqual(expect.toSatisfy((count: number) => count > 3))
      expect(warningsOf(gateway)).toEqual([])
    } finally {
      await cluster?.stop()
    }
  })

  it('is not mistaken for one without TLS', async () => {
    const gateway = await open(undefined, server.tlsUrl.replace('rediss:', 'redis:'))
    await expect.poll(() => warningsOf(gateway).length, { timeout: 5_000 }).toBeGreaterThan(0)
    expect(await gateway.ask(MUSEUMS)).toEqual(ANSWER)
  })

  it('needs a file of certificates that can be read', async () => {
    await expect(open('/nowhere/authority.crt')).rejects.toThrow(
      'REDIS_CA_FILE: expected a file of certificates; got "/nowhere/authority.crt" (ENOENT',
    )
  })

  async function open(
    caFile: string | undefined,
    url = server?.tlsUrl.replace('127', ':hidden@127'),
  ): Promise<SmallGateway> {
    const gateway = await startSmallGateway({ REDIS_URL: url, REDIS_CA_FILE: caFile })
    gateways.push(gateway)
    return gateway
  }

  function warningsOf(gateway: SmallGateway) {
    return gateway.logged.filter(({ level }) => Number(level) >= 40)
  }

  async function flush(): Promise<void> {
    await server?.send(['FLUSHALL'])
  }

  async function countKeys(): Promise<number> {
    return Number(await server?.send(['DBSIZE']))
  }
})

/** Beside its port for TLS it has one without, by which the test looks into it. */
async function startTlsRedis(certificates: Certificates) {
  const port = await findFreePort()
  const redis = await startRedis(['--requirepass', 'hidden', ...tlsOptions(port, certificates)])
  if (redis === null) return null
  const own = connectRedis(redis.url.replace('127', ':hidden@127'), () => {})
  return {
    tlsUrl: `rediss://127.0.0.1:${port}`,
    async send(command: readonly string[]): Promise<unknown> {
      await expect.poll(() => own.isReady, { timeout: 5_000 }).toBe(true)
      return own.send(command)
    },
    async stop() {
      own.close()
      await redis.stop()
    },
  }
}

function tlsOptions(port: number, { authority, certificate, key }: Certificates): readonly string[] {
  const files = `--tls-ca-cert-file ${authority} --tls-cert-file ${certificate} --tls-key-file ${key}`
  return `--tls-port ${port} --tls-auth-clients no ${files}`.split(' ')
}
