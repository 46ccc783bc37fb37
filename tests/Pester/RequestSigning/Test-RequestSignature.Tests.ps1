BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $script:key = 'a secret of both sides, 32 bytes or more'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Test-RequestSignature' {
    It 'accepts a request once, and says why it refuses' {
        $headers = New-RequestSignature PUT https://h/a?x=1 -Body 'text' -Key $key
        $request = @{ Method = 'PUT'; Uri = 'https://h/a?x=1'; Headers = $headers; Body = 'text'; Key = $key }
        Test-RequestSignature @request | Should -BeTrue
        Test-RequestSignature @request | Should -BeFalse
        (Test-RequestSignature @request -Detailed).Reason | Should -Be Replayed
        $request.Body = 'test'
        (Test-RequestSignature @request -Detailed).Reason | Should -Be BodyMismatch
        $request.Method = 'POST'
        (Test-RequestSignature @request -Detailed).Reason | Should -Be BadSignature
        $request.Key = 'another secret, of 32 bytes or more too'
        (Test-RequestSignature @request -Detailed).Reason | Should -Be WrongKey
        $verdict = Test-RequestSignature GET https://h/ -Key $key -Detailed
        $verdict.IsValid, $verdict.Reason, $verdict.Header | Should -Be $false, 'MissingHeader', 'X-Signature'
    }

    It 'asks for headers and a window' {
        $headers = New-RequestSignature GET https://h/ -Key $key
        (Test-RequestSignature GET https://h/ -Headers $headers -Key $key -RequiredHeader Accept -Detailed).Reason | Should -Be HeaderNotSigned
        Start-Sleep 3
        (Test-RequestSignature GET https://h/ -Headers $headers -Key $key -ClockWindow 1s -Detailed).Reason | Should -Be ClockOutOfWindow
        [pscustomobject]@{ Method = 'GET'; Uri = 'https://h/'; Headers = $headers } | Test-RequestSignature -Key $key -ClockWindow 1m | Should -BeTrue
    }

    It 'says what is wrong' {
        $id = 'EnterpriseSecurity.Commands.RequestSigning.TestRequestSignatureCommand'
        { Test-RequestSignature GET https://h/ -Key short -ErrorAction Stop } | Should -Throw -ErrorId "RequestSecretSizeInvalid,$id"
        { Test-RequestSignature GET https://h/ -Key $key -ClockWindow 2d -ErrorAction Stop } | Should -Throw -ErrorId "RequestClockWindowInvalid,$id"
        { Test-RequestSignature GET https://h/ -PublicKey nonsense -ErrorAction Stop } | Should -Throw -ErrorId "*,$id"
    }

    It 'remembers in the store, for every process' {
        $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
        $headers = New-RequestSignature GET https://h/ -Key $key
        Test-RequestSignature GET https://h/ -Headers $headers -Key $key | Should -BeTrue
        Disconnect-SecurityStore
        Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
        (Test-RequestSignature GET https://h/ -Headers $headers -Key $key -Detailed).Reason | Should -Be Replayed
        @(Get-SecurityAudit -Action request_verified -Result denied).Count | Should -Be 1
    }
}

Describe 'A signed request over HTTP' {
    It 'comes through Invoke-RestMethod as it was signed' {
        $socket = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $socket.Start()
        $port = $socket.LocalEndpoint.Port
        $socket.Stop()
        $listener = [Net.HttpListener]::new()
        $listener.Prefixes.Add("http://127.0.0.1:$port/")
        $listener.Start()
        try {
            $uri = "http://127.0.0.1:$port/v1/a%20b/%2F?z=%C3%A9&a=1+2&a=0"
            $body = '{"name":"Grüße"}'
            $headers = New-RequestSignature POST $uri -Headers @{ Accept = 'application/json'; 'Content-Type' = 'application/json; charset=utf-8' } -Body $body -Key $key
            $client = [powershell]::Create().AddScript({ param($uri, $headers, $body) Invoke-RestMethod $uri -Method Post -Headers $headers -Body $body -TimeoutSec 20 }).AddArgument($uri).AddArgument($headers).AddArgument($body)
            $sending = $client.BeginInvoke()
            $context = $listener.GetContext()
            $received = [IO.StreamReader]::new($context.Request.InputStream).ReadToEnd()
            $verdict = $context.Request | Test-RequestSignature -Body $received -Key $key -RequiredHeader content-type -Detailed
            $context.Response.Close()
            $null = $client.EndInvoke($sending)
            $client.Dispose()
            $verdict.Reason | Should -Be Accepted
        }
        finally {
            $listener.Close()
        }
    }
}
