/** The look of the report, in light, dark and print. */
export const STYLE = `
:root{--ground:#fff;--card:#f7f9fb;--line:#d3dbe3;--ink:#16202b;--soft:#526071;--link:#0b5cad;--old:#2f62a3;--new:#1f7a4d;--new-soft:#cfeadb;
  --other:#dde3ea;--other-ink:#34404e;
  --good:#17683f;--good-ground:#dcf3e6;--warn:#7a4d00;--warn-ground:#fdeecb;--bad:#a81e1e;--bad-ground:#fde3e1;--unsure:#46535f;
  --unsure-ground:#e6ebf0;--hatch:#fff}
@media screen and (prefers-color-scheme:dark){
:root{--ground:#0f151c;--card:#18212b;--line:#344252;--ink:#e9eff5;--soft:#a3b1bf;--link:#7cb8ff;--old:#3f73b5;--new:#25794f;--new-soft:#1c4a35;
  --other:#303c49;--other-ink:#d4dde6;
  --good:#7fdba9;--good-ground:#143d29;--warn:#ffcf73;--warn-ground:#46330a;--bad:#ff9d96;--bad-ground:#541b1b;--unsure:#c0cbd6;
  --unsure-ground:#2b3743;--hatch:#0f151c}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:1240px;padding:28px 24px 40px;background:var(--ground);color:var(--ink);
  font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
h1{font-size:30px;line-height:1.2;letter-spacing:-.015em;margin:4px 0 8px;font-weight:700}
h2{font-size:20px;margin:40px 0 12px;letter-spacing:-.01em}
h3{font-size:15px;margin:0;display:inline}
h4{font-size:13px;margin:8px 0 6px}
p{margin:8px 0}
a{color:var(--link)}
.eyebrow{margin:0;color:var(--soft);font-size:13px}
.lead{font-size:17px;max-width:92ch;margin:0}
.note,.where,.gist{color:var(--soft);font-size:13px;font-weight:400}
.definitions{position:absolute}
.pill{display:inline-block;padding:1px 9px;border-radius:99px;font-size:12.5px;font-weight:600;white-space:nowrap;border:1px solid currentColor}
.pill.proven{color:var(--good);background:var(--good-ground)}
.pill.possible{color:var(--warn);background:var(--warn-ground)}
.pill.impossible{color:var(--bad);background:var(--bad-ground)}
.pill.unknown{color:var(--unsure);background:var(--unsure-ground)}
.columns{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:24px;align-items:start}
.columns.whole{grid-template-columns:minmax(0,1fr)}
.services,.pools{min-width:0}
.pools{max-width:470px}
.whole .pools{max-width:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(480px,100%),1fr));gap:0 12px}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:10px;background:var(--card)}
figure{margin:0}
.pool{border:1px solid var(--line);border-radius:10px;background:var(--card);padding:10px 12px 12px;margin-bottom:12px}
.pool figcaption{font-size:13px;margin-bottom:8px}
.nodes{display:flex;flex-wrap:wrap;gap:8px}
svg{display:block;font-family:inherit}
svg.topology,svg.timeline{margin:0 auto}
svg.topology{max-width:100%;height:auto}
.nodes svg{max-width:100%;height:auto}
text{fill:var(--ink)}
.box rect{fill:var(--ground);stroke:var(--line);stroke-width:1.2}
.box .edge-mark{stroke:none;fill:var(--unsure)}
.box.proven .edge-mark{fill:var(--good)}
.box.possible .edge-mark{fill:var(--warn)}
.box.impossible .edge-mark{fill:var(--bad)}
.box.impossible rect:first-of-type{stroke:var(--bad);stroke-width:2}
.box.proven .verdict{fill:var(--good)}
.box.possible .verdict{fill:var(--warn)}
.box.impossible .verdict{fill:var(--bad)}
.name{font-size:13px;font-weight:600}
.fact{font-size:10.5px;fill:var(--soft)}
.edge path{fill:none;stroke:var(--soft);stroke-width:1.5}
.arrow{fill:var(--soft)}
.edge.blocked path{stroke:var(--bad);stroke-dasharray:5 4}
.arrow.blocked{fill:var(--bad)}
.edge rect{fill:var(--card);stroke:var(--line)}
.edge text{font-size:11px;text-anchor:middle}
.edge.blocked text{fill:var(--bad);font-weight:700}
.node{fill:var(--ground);stroke:var(--line);stroke-width:1.2}
.node.spare,.free.spare{stroke-dasharray:5 4}
.chip rect{fill:var(--other);stroke:none}
.chip text{font-size:11px;fill:var(--other-ink)}
.chip.empty rect{fill:none;stroke:var(--line);stroke-dasharray:4 3}
table{border-collapse:collapse;width:100%;font-size:13.5px;min-width:900px}
th,td{text-align:left;padding:8px 12px;vertical-align:top;border-bottom:1px solid var(--line)}
tbody tr:last-child>*{border-bottom:0}
thead th{color:var(--soft);font-size:12.5px;overflow-wrap:normal}
tbody th{font-weight:600;min-width:190px}
.card{border:1px solid var(--line);border-radius:10px;margin:10px 0;padding:0 16px;background:var(--card)}
.card[open]{padding-bottom:14px}
summary{cursor:pointer;padding:11px 0}
.columns summary,.panel summary{font-size:13px;color:var(--soft)}
.panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(300px,100%),1fr));gap:14px;margin:6px 0 4px}
.panel{background:var(--ground);border:1px solid var(--line);border-top:4px solid var(--unsure);border-radius:8px;padding:12px 14px;min-width:0}
.panel.proven{border-top-color:var(--good)}
.panel.possible{border-top-color:var(--warn)}
.panel.impossible{border-top-color:var(--bad)}
.panel figcaption{display:flex;flex-direction:column;gap:4px;margin-bottom:10px}
.outcome{font-size:13.5px}
.timeline{width:100%;height:auto;max-width:430px}
.timeline text{font-size:11px}
.timeline .step{font-size:10px;fill:var(--soft);text-anchor:middle}
.grid{stroke:var(--line);stroke-dasharray:2 3}
.free rect,rect.free{fill:none;stroke:var(--line)}
.bar text,.serving text{text-anchor:middle;font-weight:600}
.bar.other rect{fill:var(--other)}
.bar.other text{fill:var(--other-ink);font-weight:400}
.bar.old rect{fill:var(--old)}
.bar.old text,.bar.new text{fill:#fff}
.bar.new rect{fill:var(--new)}
.bar.starting rect{fill:url(#starting);stroke:var(--new);stroke-width:1.5}
.bar.starting text,.bar.pending text{paint-order:stroke;stroke:var(--hatch);stroke-width:4px;stroke-linejoin:round}
.bar.pending rect{fill:url(#pending);stroke:var(--bad);stroke-width:1.5;stroke-dasharray:5 3}
.bar.pending text,text.warn{fill:var(--bad)}
.hatch-ground{fill:var(--hatch)}
.hatch-new{fill:var(--new-soft)}
.hatch-bad{fill:var(--bad-ground)}
.serving.up rect{fill:var(--good-ground)}
.serving.up text{fill:var(--good)}
.serving.down rect{fill:var(--bad-ground);stroke:var(--bad);stroke-dasharray:4 3}
.serving.down text{fill:var(--bad)}
.why{color:var(--bad);font-size:13px}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:4px 18px;padding:0;margin:0 0 8px;font-size:13px;color:var(--soft)}
.legend li{display:flex;align-items:center;gap:6px}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(260px,100%),1fr));gap:8px 24px;margin:12px 0 0;font-size:13.5px}
.wide{grid-column:1/-1}
dt{color:var(--soft);font-size:12.5px}
dd{margin:0}
ul{padding-left:20px;margin:4px 0}
ul.plain{font-size:13px}
blockquote{margin:4px 0;padding-left:12px;border-left:3px solid var(--line)}
.accepted+.accepted{border-top:1px solid var(--line);margin-top:12px}
footer{margin-top:40px;color:var(--soft);font-size:13px}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.beside{display:flex;flex-wrap:wrap;gap:14px 24px;align-items:flex-start;margin:10px 0}
.joint{min-width:0}
.joint .note{margin:2px 0 6px}
.order{min-width:0}
.order td:nth-child(3){min-width:120px}
.change{table-layout:fixed}
.change th,.change td{padding:5px 6px}
.change td{border-left:1px dashed var(--line)}
.change thead th{font-size:11.5px;font-weight:400}
.change tbody th{min-width:0}
.pod{display:flex;align-items:center;border-radius:4px;padding:1px 6px;margin:2px 0;font-size:11px;color:#fff;background:var(--old);
  border-left:6px solid var(--soft)}
.pod.new{background:var(--new)}
.pod.pending{background:var(--bad-ground);color:var(--bad);outline:1.5px dashed var(--bad)}
.pod.hue-1{border-left-color:#d98b00}
.pod.hue-2{border-left-color:#9a4fd1}
.pod.hue-3{border-left-color:#0fa3a3}
@media (max-width:900px){
.columns{grid-template-columns:minmax(0,1fr)}
.pools{max-width:none}}
@media (max-width:560px){
body{padding:18px 14px 32px}
h1{font-size:24px}
.card{padding-left:12px;padding-right:12px}
.panel{padding:10px}}
@media print{
:root{--card:#fff;--line:#b8c2cc;--ink:#000;--soft:#3d4752;--link:#000}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{max-width:none;padding:0;zoom:.72}
.scroll{overflow:visible}
table{min-width:0}
svg.topology{min-width:0!important}
.panel,.pool,tr,.accepted,.joint{break-inside:avoid}
h2,h3,h4,summary,.legend{break-after:avoid}
.columns:not(.whole){grid-template-columns:minmax(0,1fr) minmax(0,280px)}
details::details-content{content-visibility:visible;display:block;height:auto}
details>summary{list-style:none}}
`;
