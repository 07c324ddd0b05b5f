import { readDay, readFlag, readText, readTextOrNull, readWord } from './row.ts'
import { newestFirst, type Grouping, type Table, type TableRecord } from './table.ts'

export enum ConditionGrade {
  GOOD = 'GOOD',
  FAIR = 'FAIR',
  POOR = 'POOR',
}

export interface SurveyRecord extends TableRecord {
  readonly monument: string
  readonly surveyedOn: string
  readonly grade: ConditionGrade
  readonly findings: string
  readonly artefact: string | null
  readonly artefactLocation: string | null
  readonly sample: boolean
}

const GRADES = { good: ConditionGrade.GOOD, fair: ConditionGrade.FAIR, poor: ConditionGrade.POOR }

export const conditionSurveys: Table<SurveyRecord> = {
  name: 'condition_surveys',
  feedId: 'icm-condition-surveys',
  confidential: 'records',
  title: {
    zh: '文物狀況調查',
    pt: 'Inspecções ao estado de conservação',
    en: 'Surveys of condition of monuments',
  },
  file: 'condition-surveys.csv',
  columns: [
    'id',
    'monument_id',
    'surveyed_on',
    'grade',
    'findings',
    'artefact',
    'artefact_location',
    'sample',
  ],
  parse: (row) => ({
    id: readText(row, 'id'),
    monument: readText(row, 'monument_id'),
    surveyedOn: readDay(row, 'surveyed_on'),
    grade: readWord(row, 'grade', GRADES),
    findings: readText(row, 'findings'),
    artefact: readTextOrNull(row, 'artefact'),
    artefactLocation: readTextOrNull(row, 'artefact_location'),
    sample: readFlag(row, 'sample'),
  }),
}

export const SURVEYS_BY_MONUMENT: Grouping<SurveyRecord> = {
  column: 'monument_id',
  of: ({ monument }) => monument,
  order: newestFirst('surveyed_on', ({ surveyedOn }) => surveyedOn),
}
