import type { Measure, ReviewText } from './readReview.ts'

export const REVIEW_LANGUAGES = ['zh', 'pt', 'en'] as const
export type ReviewLanguage = (typeof REVIEW_LANGUAGES)[number]

export interface ReviewWords {
  readonly tag: string
  readonly title: (period: string) => string
  readonly whole: string
  readonly sample: string
  readonly dataset: string
  readonly summary: string
  readonly useByMonth: string
  readonly month: string
  readonly requests: string
  readonly withheld: string
  readonly kinds: Readonly<Record<Measure['kind'], string>>
  readonly verdicts: Readonly<Record<Measure['verdict'], string>>
  readonly bureau: string
  readonly atLeast: (target: string) => string
  readonly atMost: (target: string) => string
  readonly sources: string
  readonly sourceLines: readonly string[]
}

export const WORDS: Readonly<Record<ReviewLanguage, ReviewWords>> = {
  en: {
    tag: 'en',
    title: (period) => `Review of ${period}`,
    whole: 'The whole plan',
    sample: 'Some of these figures are samples, made up for a demonstration.',
    dataset: 'Data set',
    summary: 'Targets reached',
    useByMonth: 'Requests by month',
    month: 'Month',
    requests: 'Requests',
    withheld: 'withheld',
    kinds: { FRESHNESS: 'Fresh', AVAILABILITY: 'Available', SET_ASIDE: 'Set aside', USE: 'Requests' },
    verdicts: {
      REACHED: 'reached',
      MISSED: 'missed',
      PENDING: 'not yet reached',
      WITHHELD: 'withheld',
      NOT_MEASURED: 'not measured',
      NO_TARGET: 'no target',
    },
    bureau: 'Bureau',
    atLeast: (target) => `at least ${target}`,
    atMost: (target) => `at most ${target}`,
    sources: 'Sources of the figures',
    sourceLines: [
      'Fresh, available, set aside: the state of each feed (`feeds` in the graph), as the catalogue found it at its regular looks.',
      'Requests: counted by the gateways for the fields of the data set (`Dataset.use`). Months of fewer than five clients are withheld.',
      'Targets: data/targets.json of the catalogue.',
    ],
  },
  pt: {
    tag: 'pt-MO',
    title: (period) => `Avaliação de ${period}`,
    whole: 'O plano inteiro',
    sample: 'Alguns destes números são amostras, criadas para demonstração.',
    dataset: 'Conjunto de dados',
    summary: 'Metas atingidas',
    useByMonth: 'Pedidos por mês',
    month: 'Mês',
    requests: 'Pedidos',
    withheld: 'reservado',
    kinds: {
      FRESHNESS: 'Actualizado',
      AVAILABILITY: 'Disponível',
      SET_ASIDE: 'Postos de parte',
      USE: 'Pedidos',
    },
    verdicts: {
      REACHED: 'atingida',
      MISSED: 'não atingida',
      PENDING: 'ainda não atingida',
      WITHHELD: 'reservado',
      NOT_MEASURED: 'não medido',
      NO_TARGET: 'sem meta',
    },
    bureau: 'Serviço',
    atLeast: (target) => `pelo menos ${target}`,
    atMost: (target) => `no máximo ${target}`,
    sources: 'Fontes dos números',
    sourceLines: [
      'Actualizado, disponível, postos de parte: o estado de cada fonte (`feeds` no grafo), como o catálogo o encontrou nas suas observações regulares.',
      'Pedidos: contados pelos portais para os campos do conjunto de dados (`Dataset.use`). Os meses com menos de cinco clientes são reservados.',
      'Metas: data/targets.json do catálogo.',
    ],
  },
  zh: {
    tag: 'zh-Hant-MO',
    title: (period) => `${period} 效能評估`,
    whole: '整個計劃',
    sample: '部分數字為示範而設的樣本。',
    dataset: '數據集',
    summary: '達標情況',
    useByMonth: '每月請求次數',
    month: '月份',
    requests: '請求次數',
    withheld: '不公開',
    kinds: { FRESHNESS: '更新及時', AVAILABILITY: '可用', SET_ASIDE: '擱置紀錄', USE: '請求次數' },
    verdicts: {
      REACHED: '達標',
      MISSED: '未達標',
      PENDING: '尚未達標',
      WITHHELD: '不公開',
      NOT_MEASURED: '沒有量度',
      NO_TARGET: '沒有目標',
    },
    bureau: '部門',
    atLeast: (target) => `至少 ${target}`,
    atMost: (target) => `至多 ${target}`,
    sources: '數字來源',
    sourceLines: [
      '更新及時、可用、擱置紀錄：目錄定時察看每個數據源（圖中的 `feeds`）所得的狀況。',
      '請求次數：閘道按數據集的欄位計算（`Dataset.use`）。少於五個客戶端的月份不公開。',
      '目標：目錄的 data/targets.json。',
    ],
  },
}

/** The text in this language, else one that there is. */
export function bestText(text: ReviewText, language: ReviewLanguage): string {
  return text[language] ?? text.en ?? text.pt ?? text.zh ?? ''
}

export function formatValue(kind: Measure['kind'], value: number | null): string {
  if (value === null) return '–'
  return kind === 'USE'
    ? value.toLocaleString('en-US').replaceAll(',', '\u00a0')
    : `${Math.round(value * 10_000) / 100}\u00a0%`
}

export function formatTarget({ kind, target }: Measure, words: ReviewWords): string {
  if (target === null) return ''
  const text = formatValue(kind, target)
  return kind === 'SET_ASIDE' ? words.atMost(text) : words.atLeast(text)
}
