using System.Diagnostics;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Interop.Tests.Support;
using EnterpriseSecurity.Reporting;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Interop.Tests.Reporting;

/// <summary>The report of a store with 2,000 objects in a real browser: how soon it opens, and how it reads.</summary>
public sealed class SecurityReportPageTests(ITestOutputHelper output)
{
    private const int Repetitions = 5;
    private const double OpensWithinMilliseconds = 1_000;

    // Of what is seen with a background of its own: what is the least contrast of its text, large text apart?
    private const string ContrastScript =
        """
        (() => {
          const channel = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
          const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
          const parse = s => s.match(/[\d.]+/g).map(Number);
          const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
          let worst = [99, ''];
          for (const e of document.querySelectorAll('body *')) {
            if (e.closest('svg') || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
            const a = light(parse(getComputedStyle(e).color)), b = light(ground(e));
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < worst[0]) worst = [ratio, e.outerHTML.slice(0, 120)];
          }
          return worst;
        })()
        """;

    private const string StructureScript =
        """
        (() => {
          const wrong = [];
          let level = 0;
          for (const h of document.querySelectorAll('h1,h2,h3,h4')) { const n = +h.tagName[1]; if (n > level + 1) wrong.push('heading ' + h.textContent); level = n; }
          if (document.querySelectorAll('h1').length !== 1) wrong.push('h1');
          for (const t of document.querySelectorAll('table')) { if (!t.caption || !t.caption.textContent.trim()) wrong.push('caption'); if (t.querySelector('th:not([scope])')) wrong.push('scope'); }
          for (const s of document.querySelectorAll('svg')) if (!s.querySelector('title') || !s.querySelector('desc') || s.getAttribute('role') !== 'img') wrong.push('svg');
          const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
          if (new Set(ids).size !== ids.length) wrong.push('ids');
          for (const a of document.querySelectorAll('a')) if (!document.getElementById(a.getAttribute('href').slice(1))) wrong.push('link ' + a.href);
          for (const e of document.querySelectorAll('[aria-labelledby]')) for (const id of e.getAttribute('aria-labelledby').split(' ')) if (!document.getElementById(id)) wrong.push('label ' + id);
          if (!document.documentElement.lang || !document.title) wrong.push('lang or title');
          return wrong;
        })()
        """;

    [NativeFact("chromium", "pdftotext")]
    public void The_report_of_two_thousand_objects_opens_at_once_and_reads_well_in_light_dark_and_print()
    {
        using SampleStore store = new();
        string path = store.NewPath("report.html");
        Stopwatch making = Stopwatch.StartNew();
        SecurityReportSummary report = store.Manager.Reports.Export(path);
        making.Stop();
        output.WriteLine($"Made in {making.ElapsedMilliseconds} ms: {report.Length / 1024} KiB, {report.Status}");
        Assert.True(report.IsSound);
        Assert.True(report.Status!.Secrets + report.Status.SshKeys + report.Status.ApiKeys + report.Status.ManagedKeys + report.Status.Certificates >= 1_900);

        using Chromium browser = new();
        browser.Show(1280, 900, isDark: false);
        browser.Open(path);
        Assert.Equal(new Uri(path).AbsoluteUri, Assert.Single(browser.Requests));
        Assert.Empty(browser.Complaints);
        Assert.Empty(browser.Evaluate(StructureScript)!.AsArray());

        List<double> opened = [];
        for (int i = 0; i < Repetitions; i++)
        {
            browser.Open(path);
            // Until the first frame that shows the loaded page, not only until its bytes are read.
            opened.Add(browser.Evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))")!.GetValue<double>());
        }

        output.WriteLine($"Opened in {string.Join(", ", opened.Select(one => $"{one:0}"))} ms");
        Assert.True(opened.Order().ElementAt(Repetitions / 2) < OpensWithinMilliseconds, $"It took {string.Join(", ", opened)} ms.");

        foreach (bool isDark in new[] { false, true })
        {
            foreach (int width in new[] { 1280, 400 })
            {
                browser.Show(width, 900, isDark);
                Assert.True(browser.Evaluate("document.scrollingElement.scrollWidth <= innerWidth")!.GetValue<bool>(), $"At {width} pixels the page is wider than the window.");
                Keep($"{(isDark ? "dark" : "light")}-{width}.png", browser.TakeScreenshot(isWhole: true));
            }

            browser.Show(1280, 900, isDark);
            JsonArray worst = browser.Evaluate(ContrastScript)!.AsArray();
            output.WriteLine($"Least contrast in {(isDark ? "dark" : "light")}: {worst.ToJsonString()}");
            Assert.True(worst[0]!.GetValue<double>() >= 4.5, worst.ToJsonString());
        }

        Assert.NotEqual(browser.Evaluate("getComputedStyle(document.body).backgroundColor")!.GetValue<string>(), WithLight(browser));
        string pdf = store.NewPath("report.pdf");
        File.WriteAllBytes(pdf, browser.Print());
        Keep("report.pdf", File.ReadAllBytes(pdf));
        string printed = NativeTool.Run("pdftotext", ["-layout", pdf, "-"]).Output;
        Assert.Contains("All secrets (1,100) – folded", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("billing/db-password-0000", printed, StringComparison.Ordinal);
        browser.Evaluate("document.querySelectorAll('details').forEach(one => one.open = true)");
        Assert.True(browser.Evaluate("document.scrollingElement.scrollWidth <= innerWidth")!.GetValue<bool>());
        File.WriteAllBytes(pdf, browser.Print());
        Assert.Contains("billing/db-password-0000", NativeTool.Run("pdftotext", ["-layout", pdf, "-"]).Output, StringComparison.Ordinal);
        Assert.DoesNotContain(SampleStore.Planted, File.ReadAllText(path), StringComparison.Ordinal);
        Assert.DoesNotContain(SampleStore.Planted, printed, StringComparison.Ordinal);
    }

    [NativeFact("chromium")]
    public void The_page_is_read_with_the_keyboard()
    {
        using SampleStore store = new(200);
        string path = store.NewPath("report.html");
        store.Manager.Reports.Export(path);
        using Chromium browser = new();
        browser.Show(1280, 900, isDark: false);
        browser.Open(path);
        browser.Press("Tab", 9);
        Assert.Equal("#report", browser.Evaluate("document.activeElement.getAttribute('href')")!.GetValue<string>());
        int stops = 0;
        bool sawSummary = false;
        while (browser.Evaluate("document.activeElement.tagName")!.GetValue<string>() is { } at && at != "BODY" && stops < 400)
        {
            sawSummary |= at == "SUMMARY";
            Assert.True(browser.Evaluate("(s => s.outlineStyle !== 'none' || parseFloat(s.outlineWidth) > 0)(getComputedStyle(document.activeElement))")!.GetValue<bool>());
            browser.Press("Tab", 9);
            stops++;
        }

        Assert.True(sawSummary);
        Assert.InRange(stops, 20, 399);
    }

    private static string WithLight(Chromium browser)
    {
        browser.Show(1280, 900, isDark: false);
        return browser.Evaluate("getComputedStyle(document.body).backgroundColor")!.GetValue<string>();
    }

    // For people to look at, where a folder is named for it.
    private static void Keep(string name, byte[] content)
    {
        if (Environment.GetEnvironmentVariable("ES_REPORT_SCREENSHOTS") is { Length: > 0 } folder) File.WriteAllBytes(Path.Combine(folder, name), content);
    }
}
