import { createFinding, type Finding } from '../findings.ts'
import { checkLifeCycles } from '../../schema/compose/lifeCycle.ts'
import type { ComposedProposal, Proposal } from './proposal.ts'

/** The bureau's feeds, as the live repository lists them, have each one data set, which states its licence or null. */
export function checkFeeds({ live, proposed }: Proposal): readonly Finding[] {
  const file = `subgraphs/${proposed.name}/feeds.json`
  return live.dataSetProblems
    .filter((problem) => problem.startsWith(`${file}: `))
    .map((problem) => {
      const message = problem.slice(file.length + 2)
      const [, feed = file] = /^the feed "([^"]+)"/.exec(message) ?? []
      const place = { file, line: 1 }
      return createFinding({
        rule: 'feed-has-data-set',
        class: 'convention',
        level: 'error',
        coordinate: feed,
        place,
        message,
      })
    })
}

/** The graph follows the lives of its data sets: what one alone feeds is deprecated with it, and gone with it. */
export function checkDataSetLives({ live, composed, proposed }: ComposedProposal): readonly Finding[] {
  const before = new Set(checkLifeCycles(live.dataSets, live.apiSdl))
  return checkLifeCycles(live.dataSets, composed.apiSdl)
    .filter((sentence) => !before.has(sentence))
    .map((sentence) =>
      createFinding({
        rule: 'follows-data-set',
        class: 'convention',
        level: 'error',
        coordinate: /feeds (\S+):/.exec(sentence)?.[1] ?? proposed.name,
        place: null,
        message: sentence,
      }),
    )
}
