BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Set-SecurityAuditSink' {
    It 'sends entries to a syslog receiver' {
        $receiver = [Net.Sockets.UdpClient]::new([Net.IPEndPoint]::new([Net.IPAddress]::Loopback, 0))
        try {
            $target = "udp://127.0.0.1:$($receiver.Client.LocalEndPoint.Port)"
            Set-SecurityAuditSink -Syslog $target -WhatIf
            Get-SecurityAuditSink | Should -BeNullOrEmpty
            (Set-SecurityAuditSink -Syslog $target).Target | Should -Be $target
            Write-SecurityAudit to_syslog here
            $null = Test-SecurityAudit
            $receiver.Client.ReceiveTimeout = 5000
            $text = ''
            while ($text -notmatch 'to_syslog') {
                $from = $null
                $text = [Text.Encoding]::UTF8.GetString($receiver.Receive([ref] $from))
            }
            $text | Should -Match '^<110>1 \S+ \S+ EnterpriseSecurity \d+ to_syslog - \{"seq":'
        }
        finally { $receiver.Dispose() }
    }

    It 'refuses a target that is none' {
        { Set-SecurityAuditSink -Syslog 'http://x' -ErrorAction Stop } |
            Should -Throw -ErrorId 'AuditSinkTargetInvalid,EnterpriseSecurity.Commands.Audit.SetSecurityAuditSinkCommand'
    }
}
