namespace EnterpriseSecurity.Rotation;

/// <summary>Somebody else has taken the step first. It ends the transaction without a trace, and the rotation is looked at anew.</summary>
internal sealed class RotationMovedException : Exception
{
}
