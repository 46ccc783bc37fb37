using EnterpriseSecurity;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Stress;

// A process that works on a store until it is done or killed. It unlocks with the random key in the environment
// variable ES_STRESS_KEY, so that no start pays for Argon2.
const string KeyVariable = "ES_STRESS_KEY";
const string Usage = "usage: EnterpriseSecurity.Stress write STORE COUNT PREFIX | load STORE PREFIX SEED | verify STORE totp|backup USER | refresh STORE | check-key STORE KEY COUNT SECONDS | rotate STORE | domains STORE FOLDER | begin STORE FOLDER | hold STORE | mix STORE PREFIX SEED WRITES SECONDS READS | history STORE TICKS | files FOLDER | memory FOLDER PART PARTS";

switch (args)
{
    case ["write", string store, string count, string prefix] when int.TryParse(count, out int writes):
        return Run(store, manager => new Worker(manager.Secrets, Console.In, Console.Out).Write(prefix, writes));
    case ["load", string store, string prefix, string number] when int.TryParse(number, out int seed):
        return Run(store, manager => new LoadWorker(manager, Console.Out).Run(prefix, seed));
    case ["verify", string store, string kind, string user]:
        return Run(store, manager => new CodeVerifier(manager.TwoFactor, Console.In, Console.Out).Run(kind, user));
    case ["refresh", string store]:
        return Run(store, manager => TokenWorker.Refresh(manager.Tokens, Console.In, Console.Out));
    case ["check-key", string store, string key, string count, string seconds] when int.TryParse(count, out int checks) && int.TryParse(seconds, out int time):
        return Run(store, manager => new ApiKeyChecker(manager.ApiKeys, Console.In, Console.Out).Run(key, checks, TimeSpan.FromSeconds(time)));
    case ["domains", string store, string folder]:
        return Run(store, manager => new DomainWorker(manager, Console.Out).Run(KeyVariable, folder));
    case ["begin", string store, string folder]:
        using (KeyProtector protector = KeyProtector.FromEnvironmentVariable(KeyVariable))
        using (EnterpriseSecurityManager manager = EnterpriseSecurityManager.Create(store, protector)) new DomainWorker(manager, Console.Out).RunFromCreation(KeyVariable, folder);
        return 0;
    case ["mix", string store, string prefix, .. string[] numbers] when Array.TrueForAll(numbers, text => int.TryParse(text, out _)) && numbers.Length == 4:
        int[] load = [.. numbers.Select(int.Parse)];
        return Run(store, manager => new DomainLoad(manager, prefix, load[0]).Run(Console.In, Console.Out, load[1], TimeSpan.FromSeconds(load[2]), load[3]));
    case ["history", string store, string ticks] when long.TryParse(ticks, out long now):
        return Run(store, manager => new HistoryWorker(manager, Console.In, Console.Out).Run(), new StandingClock(now));
    case ["hold", string store]:
        return Run(store, manager => LockHolder.Run(manager, Console.In, Console.Out));
    case ["files", string folder]:
        new FileWorker(folder).Run();
        return 0;
    case ["memory", string folder, string part, string parts] when int.TryParse(part, out int own) && int.TryParse(parts, out int all):
        new MemoryWorker(folder, Console.Out, own, all).Run();
        return 0;
    case ["rotate", string store]:
        return Run(store, manager => RotationWorker.Run(manager.Rotation, Console.In, Console.Out));
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

static int Run(string store, Action<EnterpriseSecurityManager> work, TimeProvider? time = null)
{
    using KeyProtector protector = KeyProtector.FromEnvironmentVariable(KeyVariable);
    try
    {
        using EnterpriseSecurityManager manager = EnterpriseSecurityManager.Open(store, protector, time);
        work(manager);
        return 0;
    }
    catch (SecurityException error)
    {
        Console.Error.WriteLine($"{error.ErrorId}: {error.Message}");
        return 1;
    }
}
