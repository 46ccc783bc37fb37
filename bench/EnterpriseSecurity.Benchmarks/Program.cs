// dotnet run -c Release --project bench/EnterpriseSecurity.Benchmarks -- --filter '*'   what each operation takes
// dotnet run -c Release --project bench/EnterpriseSecurity.Benchmarks -- rates          operations a second in a store
// dotnet run -c Release --project bench/EnterpriseSecurity.Benchmarks -- access         permission checks a second
// dotnet run -c Release --project bench/EnterpriseSecurity.Benchmarks -- keys           API keys made and checked a second
// dotnet run -c Release --project bench/EnterpriseSecurity.Benchmarks -- compare        ratios against other programs
// dotnet run -c Release --project bench/EnterpriseSecurity.Benchmarks -- memory         memory while a large trail is verified
// dotnet run -c Release --project bench/EnterpriseSecurity.Benchmarks -- report         how long a report takes
// dotnet run -c Release --project bench/EnterpriseSecurity.Benchmarks -- seed <store> <key file> <count>
using System.Globalization;
using BenchmarkDotNet.Running;
using EnterpriseSecurity.Benchmarks;
using EnterpriseSecurity.Benchmarks.Compare;
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
    case ["compare", .. string[] names]:
        Peers.Run(names);
        break;
    case ["memory", .. string[] megabytes]:
        TrailMemory.Run(megabytes is [string size] ? int.Parse(size, CultureInfo.InvariantCulture) : 1024);
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
