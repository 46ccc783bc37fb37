using System.Security.Cryptography;
using System.Text;

namespace EnterpriseSecurity.Reporting.Html;

/// <summary>The page's style sheet, and the policy that lets a browser use it and nothing else.</summary>
internal static class ReportStyle
{
    private const string Rules =
        """
        *{box-sizing:border-box}
        html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--ground);color:var(--text);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
        bdi{overflow-wrap:anywhere}
        td bdi,th bdi,dd bdi{overflow-wrap:break-word}
        td .long,th .long,dd .long{display:inline-block;max-width:19rem;vertical-align:top}
        a{color:var(--link)}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:4px}
        .skip{position:absolute;left:-99rem;top:0;background:var(--sheet);padding:.6rem 1rem;z-index:2}
        .skip:focus{left:.5rem;top:.5rem}
        .page{max-width:1240px;margin:0 auto;padding:2rem 1.5rem 4rem;display:grid;grid-template-columns:200px minmax(0,1fr);gap:0 2.5rem}
        header{grid-column:1/-1;padding-bottom:1.5rem}
        h1{font-size:1.85rem;line-height:1.2;font-weight:650;letter-spacing:-.015em;margin:0 0 .4rem;overflow-wrap:anywhere}
        h2{font-size:1.25rem;line-height:1.3;font-weight:620;letter-spacing:-.005em;margin:0 0 1rem}
        h3{font-size:1rem;font-weight:620;margin:1.5rem 0 .5rem}
        .made{color:var(--quiet);margin:0}
        .made span{display:inline-block;margin-right:1.25rem}
        nav{position:sticky;top:1.5rem;align-self:start;font-size:.92rem}
        nav ul{list-style:none;margin:0;padding:0;border-left:2px solid var(--line)}
        nav a{display:block;padding:.28rem 0 .28rem .9rem;color:var(--quiet);text-decoration:none;margin-left:-2px;border-left:2px solid transparent}
        nav a:hover{color:var(--text);border-left-color:var(--link)}
        section,.verdict{background:var(--sheet);border:1px solid var(--line);border-radius:10px;padding:1.5rem 1.6rem;margin:0 0 1.25rem;scroll-margin-top:1rem}
        .verdict{border-left-width:6px}
        .verdict.good{border-left-color:var(--good)}
        .verdict.bad{border-left-color:var(--bad)}
        .verdict h2{margin-bottom:.3rem}
        .verdict p{margin:0;max-width:none;color:var(--quiet)}
        p{margin:.9rem 0;max-width:68ch}
        section>p:last-child{margin-bottom:0}
        .tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(128px,1fr));gap:.75rem;margin:0;padding:0;list-style:none}
        .tiles li{background:var(--band);border-radius:8px;padding:.7rem .9rem}
        .tiles b{display:block;font-size:1.45rem;line-height:1.25;font-weight:620;font-variant-numeric:tabular-nums}
        .tiles span{color:var(--quiet);font-size:.86rem}
        .concerns{list-style:none;margin:0 0 .5rem;padding:0}
        .concerns li{display:flex;gap:.8rem;align-items:baseline;padding:.5rem 0;border-top:1px solid var(--line)}
        .concerns li:first-child{border-top:0}
        .concerns .badge{flex:0 0 6.4rem;text-align:center}
        .concerns .what{flex:1 1 0;min-width:0}
        .concerns .where{margin-left:auto;white-space:nowrap;font-size:.88rem;padding-left:1rem}
        .badge{display:inline-block;border-radius:5px;padding:.05rem .5rem;font-size:.84rem;font-weight:600}
        .mark{font-weight:560}
        .good{color:var(--good)}
        .caution{color:var(--caution)}
        .bad{color:var(--bad)}
        .badge.bad{background:var(--bad-ground)}
        .badge.caution{background:var(--caution-ground)}
        .badge.note{background:var(--note-ground);color:var(--text)}
        dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(180px,1fr));gap:.9rem 1.5rem;margin:0 0 1.4rem}
        dl>div{min-width:0;border-left:2px solid var(--line);padding-left:.8rem}
        dt{color:var(--quiet);font-size:.86rem}
        dd{margin:.1rem 0 0;font-weight:560;font-variant-numeric:tabular-nums}
        .scroll{overflow-x:auto;margin:0 0 1.4rem}
        section>:last-child{margin-bottom:0}
        table{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.45}
        caption{text-align:left;font-weight:600;padding:0 0 .5rem}
        th,td{text-align:left;vertical-align:top;padding:.42rem .75rem;border-bottom:1px solid var(--line);min-width:5rem;font-weight:400}
        th:first-child,td:first-child{padding-left:0;min-width:9rem}
        th:last-child,td:last-child{padding-right:0}
        td:last-child:not(.n){min-width:11rem}
        td .mark{font-weight:500}
        th .mark,.n .mark{white-space:nowrap}
        thead th{color:var(--quiet);font-size:.84rem;white-space:nowrap;vertical-align:bottom;border-bottom-color:var(--quiet)}
        tbody tr:last-child>*{border-bottom:0}
        .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        .d{font-variant-numeric:tabular-nums;white-space:nowrap}
        details{margin:0 0 .6rem}
        summary{cursor:pointer;padding:.35rem 0;font-weight:560}
        summary .quiet,.quiet{color:var(--quiet);font-weight:400}
        details[open]>summary{margin-bottom:.4rem}
        details .scroll{content-visibility:auto;contain-intrinsic-size:auto 600px}
        figure{margin:0 0 1.4rem}
        figcaption{font-weight:600;margin-bottom:.5rem}
        figcaption .quiet{display:block;font-size:.9rem}
        svg{display:block;width:100%;min-width:720px;height:auto}
        svg text{fill:var(--quiet);font-size:12px;font-variant-numeric:tabular-nums}
        svg .lane{fill:var(--text);font-size:13px}
        svg .in{fill:var(--sheet);font-weight:600;text-anchor:middle}
        svg .rule{stroke:var(--line);stroke-width:1}
        svg .today{stroke:var(--quiet);stroke-width:1.5;stroke-dasharray:3 3}
        svg .late{fill:var(--bad-ground)}
        svg .s0{fill:var(--done)}
        svg .s1{fill:var(--failed)}
        svg .s2{fill:var(--refused)}
        svg .hatch{stroke:var(--sheet);stroke-width:1.6}
        svg .end{text-anchor:end}
        svg .mid{text-anchor:middle}
        footer{grid-column:1/-1;color:var(--quiet);font-size:.88rem;padding-top:1rem}
        footer p{max-width:none;margin:0}
        .sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        @media screen and (max-width:860px){
        .page{display:block;padding:1.25rem 1rem 3rem}
        nav{position:static;margin-bottom:1.25rem}
        nav ul{border:0;display:flex;flex-wrap:wrap;gap:.35rem}
        nav a{border:1px solid var(--line);border-radius:99px;padding:.2rem .75rem;margin:0;background:var(--sheet)}
        section,.verdict{padding:1.15rem 1.1rem}
        .concerns li{flex-wrap:wrap;gap:.25rem .7rem}
        .concerns .badge{flex:0 0 auto}
        .concerns .where{margin-left:0;padding-left:0;flex-basis:100%}
        td .long,th .long,dd .long{max-width:13rem}
        table{min-width:30rem}
        .wide{min-width:44rem}
        h1{font-size:1.5rem}
        .tiles{grid-template-columns:repeat(auto-fill,minmax(118px,1fr))}
        dl{grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:.8rem 1rem}
        }
        @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
        """;

    private const string PrintRules =
        """
        @page{margin:16mm 14mm}
        html{font-size:13px}
        dl{grid-template-columns:repeat(4,1fr)}
        body{background:none;font-size:9.5pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
        nav,.skip{display:none}
        .page{display:block;max-width:none;padding:0}
        section,.verdict{border:0;border-top:1px solid var(--line);border-radius:0;padding:5mm 0 0;margin:0 0 6mm}
        .verdict{border-left:6px solid;padding:0 0 0 4mm;border-top:0}
        section{break-inside:auto}
        h2,h3,caption,summary,figcaption{break-after:avoid}
        tr,figure,li,dl>div{break-inside:avoid}
        thead{display:table-header-group}
        .scroll{overflow:visible}
        svg{min-width:0}
        th,td{min-width:0}
        th:first-child,td:first-child,td:last-child:not(.n){min-width:0}
        td .long,th .long{max-width:13rem}
        details .scroll{content-visibility:visible}
        details:not([open])>summary::after{content:" – folded; open it before printing";font-weight:400;color:var(--quiet)}
        table{font-size:8.5pt;break-inside:avoid}
        thead,tbody tr:first-child{break-after:avoid}
        th,td{padding:1.2mm 2.5mm}
        .tiles{grid-template-columns:repeat(6,1fr);gap:2.5mm}
        .tiles li{padding:2mm 2.5mm}
        .tiles b{font-size:13pt}
        .tiles span{font-size:7.5pt}
        .concerns li{padding:1.2mm 0}
        h1{font-size:20pt}
        h2{font-size:13pt;margin-bottom:3mm}
        a{color:inherit;text-decoration:none}
        """;

    /// <summary>The sheet.</summary>
    public static string Sheet { get; } = string.Concat(
        $"\n:root{{color-scheme:light dark;{ReportPalette.Light.ToCss()}}}\n",
        $"@media screen and (prefers-color-scheme:dark){{:root{{{ReportPalette.Dark.ToCss()}}}}}\n",
        Rules,
        $"\n@media print{{:root{{color-scheme:light}}\n{PrintRules}\n}}\n");

    /// <summary>The policy: no script, no network, and only this sheet, by its hash.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Sheet)))}'; base-uri 'none'; form-action 'none'";
}
