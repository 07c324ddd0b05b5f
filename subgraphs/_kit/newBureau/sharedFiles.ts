import { feedOf } from './bureauFiles.ts'
import { camelOf, pascalOf, type NewBureau } from './names.ts'

/** A file that all bureaus share, and how it is with a new one. */
export interface SharedFile {
  readonly file: string
  readonly add: (text: string, bureau: NewBureau) => string
}

/** What stands outside the bureau's folder and follows from nothing but its words; all else is derived by `npm run compose`. */
export function listSharedFiles(catalogue: string): readonly SharedFile[] {
  return [
    {
      file: `subgraphs/${catalogue}/data/portal-details.json`,
      add: (text, bureau) => addItem(text, /\n\]\s*$/, writeDetail(bureau)),
    },
    {
      file: `subgraphs/${catalogue}/data/portal-datasets.json`,
      add: (text, bureau) =>
        addItem(text, /\n\]\}\}\s*$/, writeListing(bureau)).replace(
          /("total": )(\d+)/,
          (_, key: string, total: string) => `${key}${Number(total) + 1}`,
        ),
    },
    {
      file: `subgraphs/${catalogue}/data/plan-bureaus.json`,
      add: (text, bureau) =>
        text.includes(`"id": "${bureau.bureau}"`)
          ? text
          : addItem(text, /\n *\]\s*\}\s*$/, writeBureau(bureau)),
    },
    {
      file: 'kit/tables/names/pt.ts',
      add: (text, bureau) => addNames(text, bureau.name, portuguese(bureau)),
    },
    { file: 'kit/tables/names/zh.ts', add: (text, bureau) => addNames(text, bureau.name, chinese(bureau)) },
    { file: 'explorer/src/start/questions.ts', add: addQuestion },
    { file: 'test/kit/oracle/feeds.ts', add: addCount },
  ]
}

/** `end` begins after the last item of a list. */
function addItem(text: string, end: RegExp, item: object): string {
  const at = text.search(end)
  if (at < 0) throw new Error(`expected a list that ends with ${end.source}; got another end.`)
  return `${text.slice(0, at)},\n  ${writeLine(item)}${text.slice(at)}`
}

/** On one line, with blanks behind the signs, as the items around it. */
function writeLine(item: object): string {
  return JSON.stringify(item, null, 1)
    .replaceAll(/\n */g, ' ')
    .replaceAll(/([[{]) | ([\]}])/g, '$1$2')
}

/** As the template's descriptor has it: in Chinese, English and Portuguese, as the portal joins them. */
const TITLE = '通告☯☯Notices☯Avisos'

function writeDetail(bureau: NewBureau): object {
  const feed = feedOf(bureau.name)
  return {
    code: '0',
    data: {
      id: feed,
      name: TITLE,
      openness: '',
      formats: ['CSV'],
      frequency: 'hourly',
      apis: [],
      graph: {
        feedId: feed,
        subgraph: bureau.name,
        custodian: bureau.bureau,
        publisherNote: null,
        origin: 'GOVERNMENT',
        theme: null,
        accessTier: 'PUBLIC',
        licence: null,
        lifecycleState: 'PUBLISHED',
        sample: true,
        conformsTo: null,
        fields: [`${pascalOf(bureau.name)}Notice`],
        sourceUrl: null,
      },
    },
  }
}

function writeListing(bureau: NewBureau): object {
  return {
    id: feedOf(bureau.name),
    name: TITLE,
    deptName: bureau.titles.zh,
    deptId: bureau.bureau,
    updateTime: '',
    isFile: '0',
    isApi: '0',
    isUrl: '0',
    description: '',
    visits: null,
  }
}

function writeBureau({ bureau, titles }: NewBureau): object {
  return { id: bureau, role: 'CUSTODIAN', name_zh: titles.zh, name_pt: titles.pt, name_en: titles.en }
}

type Words = Readonly<Record<'one' | 'near' | 'filter', readonly [string, string]>> & {
  readonly many: string
  readonly byId: string
  readonly nearby: string
  readonly publishedOn: string
}

function portuguese({ titles: { pt } }: NewBureau): Words {
  return {
    one: [`Aviso: ${pt}`, `Um aviso público de ${pt}.`],
    near: [`Aviso próximo: ${pt}`, 'Um aviso perto de um lugar.'],
    filter: [`Filtro de avisos: ${pt}`, 'Que avisos a lista contém; o que falta não restringe.'],
    many: `avisos: ${pt}`,
    byId: `Um aviso pelo identificador: ${pt}`,
    nearby: `avisos próximos: ${pt}`,
    publishedOn: 'publicado em',
  }
}

function chinese({ titles: { zh } }: NewBureau): Words {
  return {
    one: [`${zh}通告`, `${zh}的公開通告。`],
    near: [`附近${zh}通告`, '一個地點附近的通告。'],
    filter: [`${zh}通告篩選`, '清單包括哪些通告；未填者不作限制。'],
    many: `${zh}通告`,
    byId: `按識別碼查${zh}通告`,
    nearby: `附近${zh}通告`,
    publishedOn: '公佈日期',
  }
}

function addNames(text: string, name: string, words: Words): string {
  const [pascal, camel] = [pascalOf(name), camelOf(name)]
  const types = [
    [`${pascal}Notice`, words.one],
    [`Nearby${pascal}Notice`, words.near],
    [`${pascal}NoticeFilter`, words.filter],
  ] as const
  const fields = [
    [`'Query.${camel}Notices'`, words.many],
    [`'Query.${camel}Notice'`, words.byId],
    [`${camel}Notice`, words.one[0]],
    [`${camel}Notices`, words.many],
    [`nearby${pascal}Notices`, words.nearby],
    [`'${pascal}Notice.publishedOn'`, words.publishedOn],
  ] as const
  const lines = (entries: readonly (readonly [string, unknown])[]) =>
    entries.map(([key, value]) => `    ${key}: ${JSON.stringify(value)},\n`).join('')
  const named = replacePart(text, /^ {2}types: \{\n/m, (found) => found + lines(types))
  return replacePart(named, /^ {2}fields: \{\n/m, (found) => found + lines(fields))
}

/** A file that was written anew since, so that the new bureau would go missing in it, is told. */
function replacePart(
  text: string,
  part: RegExp,
  replace: (found: string, ...groups: string[]) => string,
): string {
  if (!part.test(text)) throw new Error(`expected a text with ${part.source}; got none.`)
  return text.replace(part, replace)
}

function addQuestion(text: string, { name, titles: { zh, pt, en } }: NewBureau): string {
  const list = `${camelOf(name)}Notices`
  const question = {
    en: `What are the newest notices of ${en}?`,
    pt: `Quais são os avisos mais recentes de ${pt}?`,
    zh: `${zh}有哪些最新通告？`,
    group: 'now',
    preview: {
      query: `{ ${list}(first: 3) { totalCount nodes { title { zh pt en } publishedOn } } }`,
      rows: `${list}.nodes`,
      value: 'publishedOn',
      total: `${list}.totalCount`,
    },
  }
  return replacePart(
    text,
    /(const QUESTIONS: [^]*?\n)(\}\n)/,
    (_, before = '', end = '') => `${before}  '${name}-notices': ${JSON.stringify(question)},\n${end}`,
  )
}

/** How many records the feed has, as a plain graph tells it. */
function addCount(text: string, { name }: NewBureau): string {
  const line = `  '${feedOf(name)}': rows('${name}/data/notices.csv'),\n`
  return replacePart(
    text,
    /(const ACCEPTED: [^]*?\n)(\}\n)/,
    (_, before = '', end = '') => before + line + end,
  )
}
