// The host that is repaired is Linux, and so is the one that tests.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
