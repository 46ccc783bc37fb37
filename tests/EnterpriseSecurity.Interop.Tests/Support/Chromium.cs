using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace EnterpriseSecurity.Interop.Tests.Support;

/// <summary>A headless Chromium with one page, spoken to over the DevTools protocol.</summary>
internal sealed class Chromium : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _profile = Directory.CreateTempSubdirectory("es-chromium-").FullName;
    private readonly NativeServer _browser;
    private readonly ClientWebSocket _socket = new();
    private readonly List<JsonObject> _events = [];
    private int _last;

    public Chromium()
    {
        _browser = new NativeServer("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run", "--remote-debugging-port=0", $"--user-data-dir={_profile}", "about:blank");
        string portFile = Path.Combine(_profile, "DevToolsActivePort");
        string[] lines = [];
        if (!_browser.WaitUntil(() => File.Exists(portFile) && (lines = File.ReadAllLines(portFile)).Length >= 2)) throw new InvalidOperationException("Chromium did not start: " + _browser.Log);
        using HttpClient http = new();
        JsonNode pages = JsonNode.Parse(http.GetStringAsync(new Uri($"http://127.0.0.1:{lines[0]}/json/list")).Result)!;
        string address = pages.AsArray().First(one => (string?)one!["type"] == "page")!["webSocketDebuggerUrl"]!.GetValue<string>();
        _socket.ConnectAsync(new Uri(address), CancellationToken.None).Wait(Patience);
        foreach (string domain in new[] { "Page", "Runtime", "Log", "Network", "DOM", "Accessibility" }) Call(domain + ".enable");
    }

    /// <summary>What the page asked the network or the disk for, the page itself included.</summary>
    public IEnumerable<string> Requests => Events("Network.requestWillBeSent").Select(one => one["request"]!["url"]!.GetValue<string>());

    /// <summary>What the console, the security policy or a script complained of.</summary>
    public IEnumerable<string> Complaints => _events.Where(one => (string?)one["method"] is "Log.entryAdded" or "Runtime.exceptionThrown" or "Runtime.consoleAPICalled").Select(one => one.ToJsonString());

    /// <summary>Sets the window's size, and how the page is shown.</summary>
    public void Show(int width, int height, bool isDark, string media = "screen")
    {
        Call("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        Call("Emulation.setEmulatedMedia", new JsonObject
        {
            ["media"] = media,
            ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = isDark ? "dark" : "light" }),
        });
    }

    /// <summary>Opens a file and waits until it has loaded; what was asked for and complained of is counted anew.</summary>
    public void Open(string path)
    {
        _events.Clear();
        Call("Page.navigate", new JsonObject { ["url"] = new Uri(path).AbsoluteUri });
        while (!Events("Page.loadEventFired").Any()) Receive();
    }

    /// <summary>The value of an expression in the page.</summary>
    public JsonNode? Evaluate(string expression)
    {
        JsonObject answer = Call("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        if (answer["exceptionDetails"] is { } failure) throw new InvalidOperationException(failure.ToJsonString());
        return answer["result"]!["value"];
    }

    /// <summary>A picture of the whole page, or of its beginning.</summary>
    public byte[] TakeScreenshot(bool isWhole)
    {
        JsonObject parameters = new() { ["format"] = "png", ["captureBeyondViewport"] = isWhole };
        if (isWhole)
        {
            double height = Evaluate("document.documentElement.scrollHeight")!.GetValue<double>();
            double width = Evaluate("innerWidth")!.GetValue<double>();
            parameters["clip"] = new JsonObject { ["x"] = 0, ["y"] = 0, ["width"] = width, ["height"] = height, ["scale"] = 1 };
        }

        return Convert.FromBase64String(Call("Page.captureScreenshot", parameters)["data"]!.GetValue<string>());
    }

    /// <summary>The page on paper.</summary>
    public byte[] Print()
    {
        Call("Emulation.setEmulatedMedia", new JsonObject { ["media"] = "" });
        return Convert.FromBase64String(Call("Page.printToPDF", new JsonObject { ["preferCSSPageSize"] = true, ["printBackground"] = true, ["paperWidth"] = 8.27, ["paperHeight"] = 11.69 })["data"]!.GetValue<string>());
    }

    /// <summary>Presses a key as a reader would.</summary>
    public void Press(string key, int code)
    {
        foreach (string type in new[] { "keyDown", "keyUp" }) Call("Input.dispatchKeyEvent", new JsonObject { ["type"] = type, ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code });
    }

    /// <summary>Calls a method of the protocol.</summary>
    public JsonObject Call(string method, JsonObject? parameters = null)
    {
        int id = ++_last;
        byte[] message = Encoding.UTF8.GetBytes(new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters }.ToJsonString());
        _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).Wait(Patience);
        while (true)
        {
            JsonObject answer = Receive();
            if ((int?)answer["id"] != id) continue;
            return answer["result"]?.AsObject() ?? throw new InvalidOperationException($"{method}: {answer["error"]?.ToJsonString()}");
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _browser.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A process of the browser may still be writing to its profile; the system's temporary folder takes care of it.
        }
    }

    private IEnumerable<JsonNode> Events(string method) => _events.Where(one => (string?)one["method"] == method).Select(one => one["params"]!);

    private JsonObject Receive()
    {
        using CancellationTokenSource end = new(Patience);
        using MemoryStream message = new();
        byte[] buffer = new byte[64 * 1024];
        WebSocketReceiveResult part;
        do
        {
            part = _socket.ReceiveAsync(buffer, end.Token).GetAwaiter().GetResult();
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        JsonObject one = JsonNode.Parse(message.ToArray())!.AsObject();
        if (one["method"] is not null) _events.Add(one);
        return one;
    }
}
