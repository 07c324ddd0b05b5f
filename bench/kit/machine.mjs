import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { canPin } from './child.mjs'

/** What a reader must know of the machine; never its name or its folders. */
export function describeMachine() {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    pinned: canPin,
  }
}

/** @param {ReturnType<typeof describeMachine>} machine */
export function printMachine({ node, platform, processor, cores, memoryGiB, pinned }) {
  const places = pinned ? 'gateway on core 0, load and subgraphs on core 1' : 'NOT pinned to cores'
  return `Node ${node} on ${platform}, ${processor}, ${cores} cores, ${memoryGiB} GiB; ${places}.`
}

/** The exact versions of what was measured beside ours. */
export function listVersions() {
  const files = ['../package.json', '../peers/mercurius/package.json']
  const entries = files.flatMap((file) => Object.entries(readDependencies(new URL(file, import.meta.url))))
  return Object.fromEntries(
    entries.filter(([name]) => /^(@apollo\/(gateway|server)|@graphql-hive\/|@?mercurius|undici)/.test(name)),
  )
}

function readDependencies(file) {
  return JSON.parse(readFileSync(file, 'utf8')).dependencies
}
