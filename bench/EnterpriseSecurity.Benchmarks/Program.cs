// dotnet run -c Release --project bench/EnterpriseSecurity.Benchmarks -- --filter '*'   what each operation takes
// dotnet run -c Release --project bench/EnterpriseSecurity.Benchmarks -- rates          operations a second in a store
// dotnet run -c Release --project bench/EnterpriseSecurity.Benchmarks -- access         permission checks a second
// dotnet run -c Release --project bench/EnterpriseSecurity.Benchmarks -- keys           API keys made and checked a second
// dotnet run -c Release --project bench/EnterpriseSecurity.Benchmarks -- cost           processor time of the store's operations
// dotnet run -c Release --project bench/EnterpriseSecurity.Benchmarks -- compare        ratios against other programs
// dotnet run -c Release --project bench/EnterpriseSecurity.Benchmarks -- memory         memory while a large trail is verified
// dotnet run -c Release --project bench/EnterpriseSecurity.Benchmarks -- server [seconds]       a store from 1 to 8 processes
// dotnet run -c Release --project bench/EnterpriseSecurity.Benchmarks -- scale [most] [kinds]   curves from 1,000 to 1,000,000
// dotnet run -c Release --project bench/EnterpriseSecurity.Benchmarks -- report         how long a report takes
// dotnet run -c Release --project bench/EnterpriseSecurity.Benchmarks -- seed <store> <key file> <count>
using System.Globalization;
using BenchmarkDotNet.Running;
using EnterpriseSecurity.Benchmarks;
using EnterpriseSecurity.Benchmarks.Compare;
using EnterpriseSecurity.Benchmarks.Scale;
using EnterpriseSecurity.Benchmarks.Support;

switch (args)
{
    case ["rates", .. string[] names]:
        StoreRates.Run(names);
        break;
    case ["access"]:
        AccessControlRates.Run();
        break;
    case ["keys", .. string[] sizes]:
        ApiKeyRates.Run(sizes);
        break;
    case ["cost", .. string[] words]:
        OperationCost.Run(words);
        break;
    case ["compare", .. string[] names]:
        Peers.Run(names);
        break;
    case ["memory", .. string[] megabytes]:
        TrailMemory.Run(megabytes is [string size] ? int.Parse(size, CultureInfo.InvariantCulture) : 1024);
        break;
    case ["server", .. string[] words]:
        ServerRates.Run(words is [string seconds] ? double.Parse(seconds, CultureInfo.InvariantCulture) : 5);
        break;
    case ["server-work", string path, string keyPath, string kind, string time]:
        ServerRates.Work(path, keyPath, kind, double.Parse(time, CultureInfo.InvariantCulture));
        break;
    case ["scale", .. string[] words]:
        ScaleCurves.Run(Path.Combine("docs", "images"), words);
        break;
    case ["scale-draw"]:
        ScaleCurves.Draw(Path.Combine("docs", "images"));
        break;
    case ["scale-fill", string kind, string count, string root]:
        ScaleCurves.FillOne(kind, int.Parse(count, CultureInfo.InvariantCulture), root);
        break;
    case ["scale-measure", string kind, string count, string root]:
        ScaleCurves.MeasureOne(kind, int.Parse(count, CultureInfo.InvariantCulture), root);
        break;
    case ["report"]:
        ReportRates.Run();
        break;
    case ["seed", string store, string keyFile, string count]:
        BenchStore.Seed(store, keyFile, int.Parse(count, CultureInfo.InvariantCulture));
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(ShortConfig).Assembly).Run(args, new ShortConfig());
        break;
}
