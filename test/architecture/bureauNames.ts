import { derivedFiles } from '../../schema/bureaus/derivedFiles.ts'
import type { Bureau } from '../../schema/bureaus/bureau.ts'
import { isTest, type Sources } from './sources.ts'

/** A test may ask some bureaus; one that names as many keeps a list. */
const MOST_IN_A_TEST = 3

export interface NamingLaw {
  /** Files that may name bureaus, or as many as they do, each with its reason. */
  readonly exceptions: readonly { readonly file: string; readonly reason: string }[]
}

export const namingLaw: NamingLaw = {
  exceptions: [
    { file: 'gateway/pages/status.ts', reason: 'gateway/subgraphs/health, which is no bureau' },
    {
      file: 'gateway/faces/openapi/documentPaths.ts',
      reason: 'a catalogue as DCAT means it, which is no bureau',
    },
    { file: 'gateway/faces/openapi/openApi.ts', reason: 'the same' },
    { file: 'bench/questions/search.mjs', reason: 'where the index of the search stands' },
    { file: 'bench/questions/live/topics.mjs', reason: 'whose events are told' },
    { file: 'deploy/kubernetes/network-policy.yaml', reason: 'who reaches whom, and which database' },
    { file: 'test/kit/oracle/facts.ts', reason: 'the files of facts, by subject' },
    { file: 'test/kit/oracle/feeds.ts', reason: 'how many records each feed has, by the facts' },
    { file: 'test/kit/operations/values.ts', reason: 'values for arguments, by the facts' },
    { file: 'test/journeys/loading.test.ts', reason: 'how often each is asked, which is the answer' },
    { file: 'test/sources/mutations.long.test.ts', reason: 'questions that lead through their records' },
    { file: 'test/sources/shapes.test.ts', reason: 'documents of theirs, each spoilt in its own way' },
    {
      file: 'test/trust/confidentialFeeds.test.ts',
      reason: 'documents of theirs, each spoilt in its own way',
    },
  ],
}

/**
 * What runs names no bureau: all it needs of them stands in the register. A test names three at most. Their own folders and
 * what is derived from the register may name them.
 */
export function checkBureauNames(
  law: NamingLaw,
  sources: Sources,
  bureaus: readonly Pick<Bureau, 'subgraph' | 'bureau'>[],
): readonly string[] {
  const wrong = new Map(
    [...sources].flatMap(([file, text]) => {
      if (isExempt(file)) return []
      const names = isOfTests(file) ? listed(text, bureaus) : named(text, bureaus)
      return names.length > 0 ? [[file, names] as const] : []
    }),
  )
  const excepted = new Set(law.exceptions.map(({ file }) => file))
  return [
    ...[...wrong]
      .filter(([file]) => !excepted.has(file))
      .map(
        ([file, names]) =>
          `${file}: expected bureaus from schema/bureaus/register.ts; got the names ${names.join(', ')}.`,
      ),
    ...[...excepted]
      .filter((file) => !wrong.has(file))
      .map((file) => `${file} names no bureaus any more: delete it from test/architecture/bureauNames.ts.`),
  ]
}

const DERIVED = new Set(derivedFiles.map(({ name }) => name))

function isExempt(file: string): boolean {
  return DERIVED.has(file) || /^(?:subgraphs\/[^_/]+|schema|docs|bench\/results)\//.test(file)
}

function isOfTests(file: string): boolean {
  return file.startsWith('test/') || isTest(file)
}

type Named = Pick<Bureau, 'subgraph' | 'bureau'>

/** Names as texts, in addresses, paths and colours: as words alone they are words of the language, such as "health". */
function named(text: string, bureaus: readonly Named[]): readonly string[] {
  const names = bureaus.flatMap(({ subgraph, bureau }) => [subgraph, bureau])
  const alone = names.filter((name) =>
    new RegExp(
      `(['"\`])(?:bureau:)?${name}\\1|subgraphs/${name}\\b|\\b${name}=\\w|--${name}\\b|\\bname: ${name}\\b`,
    ).test(text),
  )
  return [...new Set([...alone, ...listed(text, bureaus)])]
}

/** The names of subgraphs, when they are more than a test may name. */
function listed(text: string, bureaus: readonly Named[]): readonly string[] {
  const names = bureaus
    .map(({ subgraph }) => subgraph)
    .filter((name) => new RegExp(`\\b${name}\\b`).test(text))
  return names.length > MOST_IN_A_TEST ? names : []
}
