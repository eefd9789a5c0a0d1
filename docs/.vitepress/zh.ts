import type { DefaultTheme, LocaleSpecificConfig } from 'vitepress';
import { type DeveloperPage, FOR_STUDENTS, type InstructorPage, itemsOf } from './sections.ts';
import type { ChapterTitles } from './titles.ts';

const CHAPTERS: ChapterTitles = {
  index: '开始',
  pbft: 'PBFT 简介',
  code: '代码导读',
  run: '手工运行',
  task: '要写什么',
  grading: '评分',
  failure: '看懂失败',
  exercises: '习题',
  references: '参考文献',
};

const INSTRUCTOR: Readonly<Record<InstructorPage, string>> = {
  setup: '十分钟开一门课',
  course: '给一门课评分',
  submissions: '收到的作业',
  gradebooks: '成绩册',
  platforms: '各平台',
  gradescope: 'Gradescope',
  rubric: '自定评分表',
  similar: '相似代码',
  scaling: '多台机器',
  exercises: '习题讨论',
};

const DEVELOPER: Readonly<Record<DeveloperPage, string>> = {
  guide: '添加内容',
  architecture: '结构',
  wire: '线上格式',
  'result-format': '结果格式',
  trace: '轨迹',
  isolation: '隔离',
  threats: '威胁',
  proof: '可信程度',
  mutation: '变异测试',
};

const instructor = itemsOf('instructor', INSTRUCTOR, 'zh');
const developer = itemsOf('dev', DEVELOPER, 'zh');

const sidebar: DefaultTheme.SidebarItem[] = [
  {
    text: '实验手册',
    items: Object.entries(CHAPTERS).map(([name, text]) => ({
      text,
      link: name === 'index' ? '/' : `/${name}`,
    })),
  },
  ...(FOR_STUDENTS
    ? []
    : [
        { text: '教师指南', collapsed: true, items: instructor },
        { text: '开发者指南', collapsed: true, items: developer },
      ]),
];

const locale: LocaleSpecificConfig<DefaultTheme.Config> & { label: string } = {
  label: '简体中文',
  lang: 'zh-CN',
  title: 'PBFT 共识实验',
  description: '补全三个函数，让四个 server 达成一致；评分程序启动真正的进程来检验。',
  themeConfig: {
    nav: [
      { text: '实验手册', link: '/', activeMatch: '^/(?!en/|instructor/|dev/)' },
      ...(FOR_STUDENTS
        ? []
        : [
            { text: '教师', items: instructor },
            { text: '开发者', items: developer },
          ]),
    ],
    sidebar,
    outline: { level: [2, 3], label: '本页目录' },
    docFooter: { prev: '上一章', next: '下一章' },
    darkModeSwitchLabel: '外观',
    lightModeSwitchTitle: '切换到浅色',
    darkModeSwitchTitle: '切换到深色',
    sidebarMenuLabel: '目录',
    returnToTopLabel: '回到顶部',
    langMenuLabel: '语言',
    skipToContentLabel: '跳到正文',
    notFound: {
      title: '没有这一页',
      quote: '这个地址没有内容。请从目录里找，或者搜索。',
      linkLabel: '回到首页',
      linkText: '回到首页',
    },
  },
};

const search: DefaultTheme.LocalSearchOptions['translations'] = {
  button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
  modal: {
    displayDetails: '显示详情',
    resetButtonTitle: '清除',
    backButtonTitle: '关闭',
    noResultsText: '没有找到',
    footer: {
      selectText: '打开',
      selectKeyAriaLabel: '回车键',
      navigateText: '移动',
      navigateUpKeyAriaLabel: '上箭头',
      navigateDownKeyAriaLabel: '下箭头',
      closeText: '关闭',
      closeKeyAriaLabel: 'Esc 键',
    },
  },
};

/** What the site says in Chinese. */
export const zh = { locale, search };
