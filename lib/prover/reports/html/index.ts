export { renderHtml, type HtmlReportInput } from './html-report';
