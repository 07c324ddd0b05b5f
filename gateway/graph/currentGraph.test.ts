import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createLog } from '../../kit/log.ts'
import { packageRoot } from '../../kit/root.ts'
import { planHere } from '../../test/kit/planHere.ts'
import { readConfig } from '../process/config/config.ts'
import { keepGraph, type CurrentGraph } from './currentGraph.ts'
import type { Graph } from './graph.ts'
import { readSupergraphFile } from './supergraphFile.ts'

const PARTS = {
  fetch: () => Promise.reject(new Error('expected that nobody asks')),
  startPlanner: planHere,
  log: createLog('test', 'silent'),
}

let graphs: CurrentGraph | undefined
let folder = ''
afterEach(async () => {
  await graphs?.stop()
  await rm(folder, { recursive: true, force: true })
})

async function keep(): Promise<{ current: () => Graph; write: (sdl: string) => Promise<void>; sdl: string }> {
  folder = await mkdtemp(join(tmpdir(), 'supergraph-'))
  const file = join(folder, 'supergraph.graphql')
  const sdl = await readFile(new URL('schema/supergraph.graphql', packageRoot), 'utf8')
  await writeFile(file, sdl)
  graphs = await keepGraph(readSupergraphFile(file), readConfig({}), PARTS)
  return { current: graphs.current, write: (text) => writeFile(file, text), sdl }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 50))
}

describe('the graph as it is now', () => {
  it('is swapped whole when its file changes, and a request keeps the one it has', async () => {
    const { current, write, sdl } = await keep()
    const before = current()
    const field = before.apiSchema.getQueryType()?.getFields().place
    await write(
      sdl
        .replace('"""The place at a coordinate', '"""Another wording. The place at a coordinate')
        .replaceAll('Latitude in degrees, WGS 84.', 'Latitude in degrees.'),
    )
    await until(() => current() !== before)
    expect(current().id).not.toBe(before.id)
    expect(before.apiSchema.getQueryType()?.getFields().place).toBe(field)
  })

  it('stays when the new version cannot be used', async () => {
    const { current, write, sdl } = await keep()
    const before = current()
    await write('type Query { broken: Int }')
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    expect(current()).toBe(before)
    await write(sdl.replaceAll('Latitude in degrees, WGS 84.', 'Latitude.'))
    await until(() => current() !== before)
  })

  it('refuses features that it does not know', async () => {
    folder = await mkdtemp(join(tmpdir(), 'supergraph-'))
    const file = join(folder, 'supergraph.graphql')
    const sdl = await readFile(new URL('schema/supergraph.graphql', packageRoot), 'utf8')
    await writeFile(
      file,
      sdl.replace('schema\n', 'schema\n  @link(url: "https://specs.example/secrets/v1.0", for: SECURITY)\n'),
    )
    graphs = await keepGraph(readSupergraphFile(file), readConfig({}), PARTS)
    await expect(graphs.ready).rejects.toThrow(/secrets\/v1\.0 is for: SECURITY but is unsupported/)
  })
})
