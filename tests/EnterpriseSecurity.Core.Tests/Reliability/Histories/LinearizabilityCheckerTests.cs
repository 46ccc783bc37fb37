using FsCheck;
using FsCheck.Fluent;

namespace EnterpriseSecurity.Core.Tests.Reliability.Histories;

public sealed class LinearizabilityCheckerTests
{
    private static readonly IModel Once = new RequestModel();

    [Fact]
    public void A_use_and_its_refusal_may_overlap_or_follow_in_order()
    {
        Assert.True(Agrees(Once, (0, 9, "request", "Replayed"), (5, 8, "request", "Accepted")));
        Assert.True(Agrees(Once, (0, 3, "request", "Accepted"), (4, 8, "request", "Replayed")));
    }

    [Fact]
    public void A_double_use_is_rejected()
    {
        Assert.False(Agrees(Once, (0, 9, "request", "Accepted"), (5, 8, "request", "Accepted")));
        SecondFactorModel codes = new(new Dictionary<string, long> { ["111111"] = 7, ["222222"] = 8 }, ["one"]);
        Assert.True(Agrees(codes, (0, 9, "code u 111111", "Accepted"), (0, 9, "code u 222222", "Accepted")));
        Assert.False(Agrees(codes, (0, 9, "code u 222222", "Accepted"), (0, 9, "code u 222222", "Accepted")));
        Assert.False(Agrees(codes, (0, 3, "code u 222222", "Accepted"), (4, 9, "code u 111111", "Accepted")));
        Assert.False(Agrees(codes, (0, 9, "backup u one", "Accepted"), (0, 9, "backup u one", "Accepted")));
        Assert.False(Agrees(new SessionModel("first"), (0, 9, "refresh first", "refreshed a"), (0, 9, "refresh first", "refreshed b")));
        Assert.False(Agrees(new RotationModel(), (0, 4, "claim k", "claimed"), (1, 5, "claim k", "claimed"), (6, 7, "finish k", "Completed"), (6, 7, "finish k", "Completed")));
    }

    [Fact]
    public void A_refusal_before_any_use_is_rejected() =>
        Assert.False(Agrees(Once, (0, 3, "request", "Replayed"), (4, 8, "request", "Accepted")));

    [Fact]
    public void One_request_more_than_a_limit_is_rejected()
    {
        ApiKeyModel key = new(limit: 2, quota: 9);
        (long, long, string, string)[] two = [(0, 9, "check k", "None"), (0, 9, "check k", "None"), (0, 9, "check k", "RateLimited")];
        Assert.True(Agrees(key, two));
        Assert.False(Agrees(key, [.. two, (0, 9, "check k", "None")]));
        Assert.True(Agrees(key, [.. two, (0, 9, "check k", "None"), (5, 6, "reset k", "done")]));
        // The older limit for the first, but it is counted last.
        Assert.False(Agrees(key, (0, 9, "check k", "None"), (1, 2, "limit k 1", "done"), (3, 4, "check k", "None")));
    }

    [Fact]
    public void An_answer_from_before_a_change_that_was_acknowledged_is_rejected()
    {
        Assert.True(Agrees(new RoleModel(), (0, 3, "grant u r", "done"), (2, 5, "may u p", "False")));
        Assert.False(Agrees(new RoleModel(), (0, 3, "grant u r", "done"), (4, 5, "may u p", "False")));
        Assert.False(Agrees(new SecretModel("a"), (0, 3, "put s b", "2"), (4, 5, "get s", "a")));
        Assert.False(Agrees(new SecretModel("a"), (0, 3, "put s b", "2"), (2, 5, "put s c", "2")));
        Assert.False(Agrees(new PasswordModel(3), (0, 3, "password u h", "1"), (2, 5, "password u h", "2")));
    }

    // Made from one order, with times drawn around it, a history agrees; with one acceptance more it does not.
    [Fact]
    public void A_history_that_was_made_from_an_order_agrees_and_with_one_use_more_it_does_not() => Prop.ForAll(
        Gen.ArrayOf(Gen.Choose(0, 6), 20).ToArbitrary(),
        spans =>
        {
            ApiKeyModel key = new(limit: 5, quota: 50);
            string state = key.Start;
            List<Operation> history = [];
            foreach (int span in spans)
            {
                long at = 10 * history.Count;
                string call = span == 6 ? "reset k" : "check k";
                string answer = new[] { "None", "RateLimited", "done" }.First(one => key.Next(state, call.Split(' '), one) is not null);
                state = key.Next(state, call.Split(' '), answer)!;
                history.Add(new Operation(at - (10 * span), at + (10 * (6 - span)), call, answer));
            }

            bool agrees = LinearizabilityChecker.Agrees(key, history);
            Operation[] more = [.. history.Where(one => one.Call == "check k"), .. Enumerable.Repeat(new Operation(0, 999, "check k", "None"), 6)];
            return agrees && !LinearizabilityChecker.Agrees(key, more);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static bool Agrees(IModel model, params (long Begin, long End, string Call, string Answer)[] calls) =>
        LinearizabilityChecker.Agrees(model, [.. calls.Select(call => new Operation(call.Begin, call.End, call.Call, call.Answer))]);
}
