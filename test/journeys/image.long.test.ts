import { existsSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { bureaus as registered } from '../../schema/bureaus/register.ts'
import { packageRoot } from '../../kit/root.ts'
import { createClient, type Client } from '../kit/client.ts'
import { buildFolder, copyImage } from '../kit/image/buildFolder.ts'
import { readFinalStage, type FinalStage } from '../kit/image/dockerfile.ts'
import { runProcess, startProcess } from '../kit/process.ts'

const dockerfile = readFileSync(new URL('Dockerfile', packageRoot), 'utf8')
const copied = dockerfile.split('\n').filter((line) => line.startsWith('COPY --from=build'))

let build: string
beforeAll(async () => {
  build = await buildFolder()
}, 60_000)
afterAll(() => rm(build, { recursive: true }))

describe('the folder that the Dockerfile makes', () => {
  it('has all that the whole system opens', async () => {
    expect(await findFaults(readFinalStage(dockerfile))).toEqual([])
  })

  it.each(copied)('would not without the line %s', async (line) => {
    expect(await findFaults(readFinalStage(dockerfile.replace(`${line}\n`, '')))).not.toEqual([])
  })
})

/** Runs what the image can run, as far as that goes without other services; the first that fails is enough. */
async function findFaults({ copies, environment, script }: FinalStage): Promise<readonly string[]> {
  const image = await copyImage(build, copies)
  try {
    const faults = await findFaultsOfAll(image, environment)
    if (faults.length > 0) return faults
    const ofScripts = await Promise.all(
      [...listScripts(), script].map((one) => findFaultsAtStart(image, one)),
    )
    return ofScripts.flat()
  } finally {
    await rm(image, { recursive: true })
  }
}

async function findFaultsOfAll(
  image: string,
  environment: FinalStage['environment'],
): Promise<readonly string[]> {
  const script = 'dist/gateway/allInOne.js'
  const started = await startProcess(script, { ...environment, PORT: '0' }, image).catch(String)
  if (typeof started === 'string') return [started]
  try {
    return [
      // Opened by a process of its own, and not before PostgreSQL has answered it.
      ...(existsSync(join(image, 'subgraphs/culture/migrations')) ? [] : ['no migrations']),
      // Read by a check of the registry, which leaves out what is not there.
      ...['README.md', 'docs/guides'].flatMap((path) =>
        existsSync(join(image, path)) ? [] : [`no ${path}`],
      ),
      ...(await findFaultsOfFeeds(createClient(started.url))),
      ...(await findMissingPages(createClient(started.url))),
    ]
  } finally {
    await started.stop()
  }
}

const feedsAnswer = z.object({ feeds: z.array(z.object({ subgraph: z.string(), state: z.string() })) })

/** Every feed is read from data that the image holds. */
async function findFaultsOfFeeds({ ask }: Client): Promise<readonly string[]> {
  const { feeds } = feedsAnswer.parse((await ask('{ feeds { subgraph state } }')).data)
  const bureaus = new Set(feeds.map(({ subgraph }) => subgraph))
  const failed = feeds
    .filter(({ state }) => state === 'FAILED')
    .map(({ subgraph }) => `a feed of ${subgraph} failed`)
  const isWhole = bureaus.size === registered.length
  return isWhole ? failed : [...failed, `feeds of ${[...bureaus].join(', ')} alone`]
}

/** Of the explorer, and a saved query in each of the folders. */
const PAGES = ['/', '/index.html', '/q/museums-open-near-parking.csv', '/q/car-parks-now.csv']

async function findMissingPages({ send }: Client): Promise<readonly string[]> {
  const answers = await Promise.all(PAGES.map(async (path) => ({ path, ...(await send(path)) })))
  return answers.flatMap(({ path, status }) => (status === 200 ? [] : [`${path} answers ${status}`]))
}

const composeFile = z.object({
  services: z.record(z.string(), z.object({ command: z.array(z.string()).optional() })),
})

/** What docker-compose.yml runs of ours. */
function listScripts(): readonly string[] {
  const text = readFileSync(new URL('docker-compose.yml', packageRoot), 'utf8')
  const { services } = composeFile.parse(parse(text, { merge: true }))
  const scripts = Object.values(services).flatMap(({ command = [] }) =>
    command[0] === 'node' ? [command[1] ?? ''] : [],
  )
  expect(scripts).toContain('dist/subgraphs/culture/migrate.js')
  return scripts
}

/** With a setting that is wrong a process says so, and only once it has loaded all that it imports. */
async function findFaultsAtStart(image: string, script: string): Promise<readonly string[]> {
  const environment = { PORT: 'none', CULTURE_DATABASE_URL: 'none' }
  const { code, errorOutput } = await runProcess(script, environment, [], image)
  return code === 2 ? [] : [`${script} ends with ${code}: ${errorOutput}`]
}
