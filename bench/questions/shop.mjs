import { readFileSync } from 'node:fs'
import { runContest } from '../kit/contest.mjs'
import { openStage } from '../kit/stage.mjs'
import { printStandings } from '../kit/standings.mjs'
import { PEERS } from '../peers.mjs'

const ABOUT = {
  unshared:
    'Unshared: every request bears a token of its own, forwarded to the subgraphs, so nothing can be joined.',
  shared: 'Shared: all requests are alike, so requests under way at the same moment may be joined.',
}

/** Lets all peers answer one of the shop's operations, unshared and shared. */
export async function askShop(name, variables, effort) {
  const query = readFileSync(new URL(`../graphs/shop/${name}.graphql`, import.meta.url), 'utf8')
  const peers = effort.peers ?? PEERS.filter(({ only = name }) => only === name).map((peer) => peer.name)
  const stage = await openStage('shop')
  try {
    const parts = []
    for (const mode of effort.modes) {
      process.stderr.write(`${name}, ${mode}\n`)
      const scenario = { name, query, variables, shared: mode === 'shared' }
      const results = await runContest(stage, scenario, { ...effort, peers })
      parts.push({ mode, results, text: `${ABOUT[mode]}\n\n${printStandings(results)}` })
    }
    return {
      text: parts.map(({ text }) => text).join('\n\n'),
      data: parts.map(({ mode, results }) => ({ mode, results })),
    }
  } finally {
    await stage.close()
  }
}
