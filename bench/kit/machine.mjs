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
